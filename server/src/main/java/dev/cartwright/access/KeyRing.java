package dev.cartwright.access;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All keys as they were at one moment, each with what its owner may do. Never changes.
record KeyRing(
        long keyRevision,
        long userRevision,
        Map<String, Holder> byHash,
        Map<Long, Set<Capability>> owners) {
    /// Older than any that was read.
    static final KeyRing EMPTY = new KeyRing(-1, -1, Map.of(), Map.of());

    /// A key, and who calls with it; nobody when the owner is gone or the key allows nothing.
    record Holder(ConsumerKey key, @Nullable Principal principal) {}

    /// Reads both stores. The revisions are read first: what is changed meanwhile is seen now or at
    /// the next look, never missed.
    KeyRing reread(ConsumerKeyStore keys, UserStore users) {
        long keyRevisionNow = keys.revision();
        long userRevisionNow = users.revision();
        if (keyRevisionNow == keyRevision && userRevisionNow == userRevision) {
            return this;
        }
        List<ConsumerKey> all = keys.all();
        var known = userRevisionNow == userRevision ? owners : Map.<Long, Set<Capability>>of();
        Map<Long, Set<Capability>> ownersNow = owners(all, known, users);
        var byHashNow = HashMap.<String, Holder>newHashMap(all.size());
        all.forEach(key -> byHashNow.put(key.keyHash(), holder(key, ownersNow)));
        return new KeyRing(keyRevisionNow, userRevisionNow, byHashNow, ownersNow);
    }

    private static Holder holder(ConsumerKey key, Map<Long, Set<Capability>> owners) {
        Set<Capability> capabilities = owners.get(key.userId());
        Permission permission = key.permission();
        if (capabilities == null || permission == null) {
            return new Holder(key, null);
        }
        return new Holder(key, new Principal(key.id(), key.terms(), permission, capabilities));
    }

    /// Without an entry for those who do not exist; somebody who was not there may have been made
    /// only with a new revision of the users.
    private static Map<Long, Set<Capability>> owners(
            List<ConsumerKey> keys, Map<Long, Set<Capability>> known, UserStore users) {
        var roles = new HashMap<String, Role>();
        users.roles().forEach(role -> roles.put(role.name(), role));
        var owners = new HashMap<Long, Set<Capability>>();
        var looked = new HashSet<Long>();
        for (ConsumerKey key : keys) {
            long id = key.userId();
            if (looked.add(id)) {
                Optional.ofNullable(known.get(id))
                        .or(() -> users.find(id).map(user -> capabilities(user, roles)))
                        .ifPresent(capabilities -> owners.put(id, capabilities));
            }
        }
        return owners;
    }

    /// Those of all roles, then the user's own, which also take away: as WordPress adds them up.
    static Set<Capability> capabilities(User user, Map<String, Role> roles) {
        var names = new HashSet<String>();
        for (String name : user.roles()) {
            Role role = roles.get(name);
            if (role != null) {
                names.addAll(role.capabilities());
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
