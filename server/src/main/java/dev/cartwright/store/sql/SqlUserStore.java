package dev.cartwright.store.sql;

import dev.cartwright.access.Role;
import dev.cartwright.access.User;
import dev.cartwright.access.UserCopies;
import dev.cartwright.event.Actor;
import dev.cartwright.event.Detail;
import dev.cartwright.event.Event;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps users and roles. Says when something may be changed; [UserRows] and [RoleRows] have the
/// SQL.
public final class SqlUserStore implements UserCopies {
    /// Where the untouched first user goes when somebody else called `admin` is imported.
    private static final String SECOND_NAME = "local-admin";

    private final Database database;

    public SqlUserStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<User> find(long id) {
        return database.readOnce(
                "could not find user " + id,
                handle -> UserRows.byId(handle, id).map(UserRows.Row::user));
    }

    @Override
    public Optional<User> findByLogin(String login) {
        return database.readOnce(
                "could not find a user by login",
                handle -> UserRows.byLogin(handle, lower(login)).map(UserRows.Row::user));
    }

    @Override
    public List<User> list(long afterId, int limit) {
        return database.readOnce(
                "could not list users", handle -> UserRows.list(handle, afterId, limit));
    }

    @Override
    public Optional<User> create(NewUser wanted, Actor actor) {
        return change(
                "could not create a user",
                handle -> {
                    Revision.USERS.lock(handle);
                    if (UserRows.byLogin(handle, lower(wanted.login())).isPresent()
                            || UserRows.emailIsTaken(handle, lower(wanted.email()))) {
                        return Optional.empty();
                    }
                    User user = user(wanted, UserRows.nextId(handle));
                    UserRows.put(handle, user, UserRows.Origin.LOCAL);
                    append(handle, actor, Event.Type.USER_CREATED, user.id());
                    Revision.USERS.bump(handle);
                    return UserRows.byId(handle, user.id()).map(UserRows.Row::user);
                });
    }

    private static User user(NewUser wanted, long id) {
        return new User(
                id,
                wanted.login(),
                wanted.email(),
                wanted.displayName(),
                null,
                wanted.roles(),
                Map.of());
    }

    @Override
    public boolean delete(long id, Actor actor) {
        return change(
                "could not delete user " + id,
                handle -> {
                    Revision.USERS.lock(handle);
                    if (!UserRows.delete(handle, id)) {
                        return false;
                    }
                    append(handle, actor, Event.Type.USER_DELETED, id);
                    SqlConsumerKeyStore.disableOf(handle, database, id, actor);
                    Revision.USERS.bump(handle);
                    return true;
                });
    }

    @Override
    public int importAll(List<User> users, Actor actor) {
        return change(
                "could not import users",
                handle -> {
                    Revision.USERS.lock(handle);
                    int changed = 0;
                    for (User user : users) {
                        changed += importOne(handle, user, actor) ? 1 : 0;
                    }
                    if (changed > 0) {
                        Revision.USERS.bump(handle);
                    }
                    return changed;
                });
    }

    private boolean importOne(Handle handle, User user, Actor actor) throws SQLException {
        if (user.id() < 1 || user.id() > User.MAX_ID || isLeftAlone(handle, user)) {
            return false;
        }
        var namesake = UserRows.byLogin(handle, lower(user.login()));
        if (namesake.isPresent()
                && namesake.get().user().id() != user.id()
                && !stepsAside(handle, namesake.get())) {
            return false;
        }
        Optional<User> before = UserRows.byId(handle, user.id()).map(UserRows.Row::user);
        UserRows.put(handle, user, UserRows.Origin.IMPORT);
        Detail detail = UserDetail.of(before.orElse(null), user);
        append(handle, actor, Event.Type.USER_IMPORTED, user.id(), detail);
        return true;
    }

    /// Somebody made here has that id, or nothing would change.
    private static boolean isLeftAlone(Handle handle, User user) throws SQLException {
        return UserRows.byId(handle, user.id())
                .map(row -> row.origin() == UserRows.Origin.LOCAL || row.user().equals(user))
                .orElse(false);
    }

    private static boolean stepsAside(Handle handle, UserRows.Row namesake) throws SQLException {
        if (namesake.origin() != UserRows.Origin.DEFAULT
                || namesake.user().login().equals(SECOND_NAME)
                || UserRows.byLogin(handle, SECOND_NAME).isPresent()) {
            return false;
        }
        User renamed = renamed(namesake.user(), SECOND_NAME);
        UserRows.put(handle, renamed, UserRows.Origin.DEFAULT);
        return true;
    }

    private static User renamed(User user, String login) {
        return new User(
                user.id(),
                login,
                user.email(),
                login,
                user.passwordHash(),
                user.roles(),
                user.capabilities());
    }

    @Override
    public List<Role> roles() {
        return database.readOnce("could not list roles", RoleRows::all);
    }

    @Override
    public void importRoles(List<Role> roles, Actor actor) {
        change(
                "could not import roles",
                handle -> {
                    Revision.USERS.lock(handle);
                    Detail detail = UserDetail.of(RoleRows.all(handle), roles);
                    for (Role role : roles) {
                        RoleRows.put(handle, role);
                    }
                    append(handle, actor, Event.Type.ROLES_IMPORTED, 0, detail);
                    Revision.USERS.bump(handle);
                    return roles.size();
                });
    }

    @Override
    public int follow(List<User> users, Actor actor) {
        return change(
                "could not follow users",
                handle -> {
                    Revision.USERS.lock(handle);
                    int changed = 0;
                    for (User user : users) {
                        changed += followOne(handle, user, actor) ? 1 : 0;
                    }
                    if (changed > 0) {
                        Revision.USERS.bump(handle);
                    }
                    return changed;
                });
    }

    private boolean followOne(Handle handle, User user, Actor actor) throws SQLException {
        boolean possible = user.id() >= 1 && user.id() <= User.MAX_ID;
        Optional<UserRows.Row> known = UserRows.byId(handle, user.id());
        boolean same =
                known.filter(row -> row.origin() == UserRows.Origin.IMPORT)
                        .map(row -> row.user().equals(user))
                        .orElse(false);
        if (!possible || same) {
            return false;
        }
        var namesake = UserRows.byLogin(handle, lower(user.login()));
        if (namesake.isPresent() && namesake.get().user().id() != user.id()) {
            String freed = "local-" + namesake.get().user().id();
            UserRows.put(handle, renamed(namesake.get().user(), freed), namesake.get().origin());
        }
        Optional<User> before = UserRows.byId(handle, user.id()).map(UserRows.Row::user);
        UserRows.put(handle, user, UserRows.Origin.IMPORT);
        Detail detail = UserDetail.of(before.orElse(null), user);
        append(handle, actor, Event.Type.USER_IMPORTED, user.id(), detail);
        if (before.isEmpty()) {
            SqlConsumerKeyStore.enableOf(handle, database, user.id(), actor);
        }
        return true;
    }

    @Override
    public boolean followRoles(List<Role> roles, Actor actor) {
        return change(
                "could not follow roles",
                handle -> {
                    Revision.USERS.lock(handle);
                    List<Role> before = RoleRows.all(handle);
                    if (Set.copyOf(before).equals(Set.copyOf(roles))) {
                        return false;
                    }
                    RoleRows.clear(handle);
                    Detail detail = UserDetail.of(before, roles);
                    for (Role role : roles) {
                        RoleRows.put(handle, role);
                    }
                    append(handle, actor, Event.Type.ROLES_IMPORTED, 0, detail);
                    Revision.USERS.bump(handle);
                    return true;
                });
    }

    @Override
    public long revision() {
        return Revision.USERS.in(database);
    }

    /// Answers tell whether a cart's owner is known.
    private <T> T change(String what, SqlWork<T> unit) {
        try {
            return database.write(what, unit);
        } finally {
            database.changes().anything();
        }
    }

    private void append(Handle handle, Actor actor, Event.Type type, long id, Detail detail)
            throws SQLException {
        Events.append(handle, database.clock().instant(), actor, type, id, detail);
    }

    private void append(Handle handle, Actor actor, Event.Type type, long id) throws SQLException {
        Events.append(handle, database.clock().instant(), actor, type, id);
    }

    private static String lower(String text) {
        return Columns.text(text).toLowerCase(Locale.ROOT);
    }
}
