package dev.cartwright.access;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the owners of keys may do.
final class KeyOwners {
    /// Up to so many are asked for one by one.
    private static final int FEW = 50;

    private static final int PAGE = 1_000;

    private KeyOwners() {}

    /// Those known and those of these keys, without an entry for users who do not exist. Somebody
    /// who was not there may have been made only with a new revision of the users.
    static Map<Long, Set<Capability>> of(
            List<ConsumerKey> keys, Map<Long, Set<Capability>> known, UserStore users) {
        var wanted = new HashSet<Long>();
        for (ConsumerKey key : keys) {
            if (!known.containsKey(key.userId())) {
                wanted.add(key.userId());
            }
        }
        if (wanted.isEmpty()) {
            return known;
        }
        var roles = new HashMap<String, Role>();
        users.roles().forEach(role -> roles.put(role.name(), role));
        var owners = new HashMap<>(known);
        if (wanted.size() <= FEW) {
            wanted.forEach(
                    id ->
                            users.find(id)
                                    .ifPresent(user -> owners.put(id, capabilities(user, roles))));
        } else {
            addAll(wanted, users, roles, owners);
        }
        return owners;
    }

    /// Goes through the users page by page: a question for each owner would take seconds.
    private static void addAll(
            Set<Long> wanted,
            UserStore users,
            Map<String, Role> roles,
            Map<Long, Set<Capability>> owners) {
        long last = 0;
        List<User> page;
        do {
            page = users.list(last, PAGE);
            for (User user : page) {
                last = user.id();
                if (wanted.contains(last)) {
                    owners.put(last, capabilities(user, roles));
                }
            }
        } while (page.size() == PAGE);
    }

    /// Role after role in the order in which the user has them, then her own. Each also takes away
    /// what it denies: as WordPress adds them up.
    static Set<Capability> capabilities(User user, Map<String, Role> roles) {
        var names = new HashSet<String>();
        for (String name : user.roles()) {
            Role role = roles.get(name);
            if (role != null) {
                names.addAll(role.capabilities());
                names.removeAll(role.denied());
            }
        }
        user.capabilities()
                .forEach(
                        (name, granted) -> {
                            if (granted) {
                                names.add(name);
                            } else {
                                names.remove(name);
                            }
                        });
        var capabilities = HashSet.<Capability>newHashSet(names.size());
        names.forEach(name -> capabilities.add(new Capability(name)));
        return Set.copyOf(capabilities);
    }
}
