package dev.cartwright.access;

import dev.cartwright.event.Actor;
import java.util.List;
import java.util.Optional;

/// Keeps users and roles. Each implementation passes `UserStoreContract`.
///
/// An empty store has user 1, `admin`, an administrator without a password, and WordPress's and
/// WooCommerce's usual roles.
public interface UserStore {
    Optional<User> find(long id);

    Optional<User> findByLogin(String login);

    /// By id, all of them after `afterId`, at most `limit`.
    List<User> list(long afterId, int limit);

    /// A new user with the next free id. Empty when the login or e-mail is taken.
    Optional<User> create(NewUser user, Actor actor);

    /// Removes a user. Her keys stay, disabled because their owner is gone, to be given to somebody
    /// else. False, and nothing happens, when there is no such user.
    boolean delete(long id, Actor actor);

    /// Takes over users with their ids; replaces those of an earlier import and an untouched
    /// `admin`, and leaves others alone. One whose login another user has is left out; only an
    /// untouched `admin` makes way and is called `local-admin` from then on. Returns how many were
    /// created or changed.
    int importAll(List<User> users, Actor actor);

    /// By name.
    List<Role> roles();

    /// Adds roles, or replaces those of the same name.
    void importRoles(List<Role> roles, Actor actor);

    /// Rises with every change of users or roles, by any process.
    long revision();

    record NewUser(String login, String email, String displayName, List<String> roles) {
        public NewUser {
            roles = List.copyOf(roles);
        }
    }
}
