package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Optional;

/// Another store that fails as long as it is told to.
final class FailingUserStore implements UserStore {
    private final UserStore store;
    volatile boolean fail;

    FailingUserStore(UserStore store) {
        this.store = store;
    }

    private UserStore store() {
        if (fail) {
            throw new IllegalStateException("the database is away");
        }
        return store;
    }

    @Override
    public Optional<User> find(long id) {
        return store().find(id);
    }

    @Override
    public Optional<User> findByLogin(String login) {
        return store().findByLogin(login);
    }

    @Override
    public List<User> list(long afterId, int limit) {
        return store().list(afterId, limit);
    }

    @Override
    public Optional<User> create(NewUser user, Actor actor) {
        return store().create(user, actor);
    }

    @Override
    public boolean delete(long id, Actor actor) {
        return store().delete(id, actor);
    }

    @Override
    public int importAll(List<User> users, Actor actor) {
        return store().importAll(users, actor);
    }

    @Override
    public List<Role> roles() {
        return store().roles();
    }

    @Override
    public void importRoles(List<Role> roles, Actor actor) {
        store().importRoles(roles, actor);
    }

    @Override
    public long revision() {
        return store().revision();
    }
}
