package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Keeps users and roles in memory, for tests.
public final class InMemoryUserStore implements UserStore {
    private final TreeMap<Long, User> users = new TreeMap<>();

    /// Those that an import may replace.
    private final Set<Long> replaceable = new HashSet<>();

    private final Map<String, Role> roles = new TreeMap<>();
    private boolean adminIsUntouched = true;
    private long highestDeleted;
    private long revision;

    public InMemoryUserStore() {
        DefaultRoles.ALL.forEach(role -> roles.put(role.name(), role));
        users.put(DefaultRoles.ADMIN.id(), DefaultRoles.ADMIN);
        replaceable.add(DefaultRoles.ADMIN.id());
    }

    @Override
    public synchronized Optional<User> find(long id) {
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public synchronized Optional<User> findByLogin(String login) {
        return users.values().stream()
                .filter(user -> user.login().equalsIgnoreCase(login))
                .findFirst();
    }

    @Override
    public synchronized List<User> list(long afterId, int limit) {
        return users.tailMap(afterId, false).values().stream().limit(limit).toList();
    }

    @Override
    public synchronized Optional<User> create(NewUser user, Actor actor) {
        if (findByLogin(user.login()).isPresent() || emailIsTaken(user.email())) {
            return Optional.empty();
        }
        long id = Math.max(users.isEmpty() ? 0 : users.lastKey(), highestDeleted) + 1;
        var stored =
                new User(
                        id,
                        user.login(),
                        user.email(),
                        user.displayName(),
                        null,
                        user.roles(),
                        Map.of());
        users.put(id, stored);
        revision++;
        return Optional.of(stored);
    }

    private boolean emailIsTaken(String email) {
        return !email.isEmpty()
                && users.values().stream().anyMatch(user -> user.email().equalsIgnoreCase(email));
    }

    /// Keys lie elsewhere, and the owner who is gone is noticed when they are presented.
    @Override
    public synchronized boolean delete(long id, Actor actor) {
        if (users.remove(id) == null) {
            return false;
        }
        highestDeleted = Math.max(highestDeleted, id);
        revision++;
        return true;
    }

    @Override
    public synchronized int importAll(List<User> all, Actor actor) {
        int changed = 0;
        for (User user : all) {
            changed += importOne(user) ? 1 : 0;
        }
        revision += changed > 0 ? 1 : 0;
        return changed;
    }

    private boolean importOne(User user) {
        if (user.id() < 1 || user.id() > User.MAX_ID) {
            return false;
        }
        User known = users.get(user.id());
        if (known != null && (known.equals(user) || !replaceable.contains(user.id()))) {
            return false;
        }
        User namesake = findByLogin(user.login()).orElse(user);
        if (namesake.id() != user.id() && !stepsAside(namesake)) {
            return false;
        }
        adminIsUntouched &= user.id() != DefaultRoles.ADMIN.id();
        users.put(user.id(), user);
        replaceable.add(user.id());
        return true;
    }

    private boolean stepsAside(User namesake) {
        if (!adminIsUntouched || !namesake.equals(DefaultRoles.ADMIN)) {
            return false;
        }
        users.put(namesake.id(), DefaultRoles.ADMIN_BESIDE_AN_IMPORTED_ONE);
        return true;
    }

    @Override
    public synchronized List<Role> roles() {
        return List.copyOf(roles.values());
    }

    @Override
    public synchronized void importRoles(List<Role> all, Actor actor) {
        all.forEach(role -> roles.put(role.name(), role));
        revision++;
    }

    @Override
    public synchronized long revision() {
        return revision;
    }
}
