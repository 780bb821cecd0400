package dev.cartwright.access;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All keys as they were at one moment, by id, each with what its owner may do. Never changes.
record KeyRing(
        long keyRevision,
        long userRevision,
        List<ConsumerKey> all,
        Map<String, Holder> byHash,
        Map<Long, Set<Capability>> owners) {
    /// Older than any that was read.
    static final KeyRing EMPTY = new KeyRing(-1, -1, List.of(), Map.of(), Map.of());

    /// A key, and who calls with it; nobody when the owner is gone or the key allows nothing.
    record Holder(ConsumerKey key, @Nullable Principal principal) {}

    /// Reads what has changed in both stores. The revisions are read first: what is changed
    /// meanwhile is seen now or at the next look, never missed.
    KeyRing reread(ConsumerKeyStore keys, UserStore users) {
        long keyRevisionNow = keys.revision();
        long userRevisionNow = users.revision();
        if (keyRevisionNow == keyRevision && userRevisionNow == userRevision) {
            return this;
        }
        boolean sameUsers = userRevisionNow == userRevision;
        boolean newer = keyRevisionNow >= keyRevision; // else it is another store, put in its place
        List<ConsumerKey> changed = keys.changedSince(newer ? keyRevision : -1);
        List<ConsumerKey> allNow = newer ? merged(all, changed) : changed;
        boolean few = sameUsers && newer;
        List<ConsumerKey> worked = few ? changed : allNow;
        var ownersNow = KeyOwners.of(worked, sameUsers ? owners : Map.of(), users);
        var byHashNow = HashMap.<String, Holder>newHashMap(allNow.size());
        if (few) {
            byHashNow.putAll(byHash);
        }
        worked.forEach(key -> byHashNow.put(key.keyHash(), holder(key, ownersNow)));
        return new KeyRing(keyRevisionNow, userRevisionNow, allNow, byHashNow, ownersNow);
    }

    /// Both are in the order of ids, and so is the result.
    private static List<ConsumerKey> merged(List<ConsumerKey> old, List<ConsumerKey> changed) {
        if (old.isEmpty()) {
            return changed;
        }
        var merged = new ArrayList<ConsumerKey>(old.size() + changed.size());
        int next = 0;
        for (ConsumerKey key : changed) {
            while (next < old.size() && old.get(next).id() < key.id()) {
                merged.add(old.get(next));
                next++;
            }
            if (next < old.size() && old.get(next).id() == key.id()) {
                next++;
            }
            merged.add(key);
        }
        merged.addAll(old.subList(next, old.size()));
        return Collections.unmodifiableList(merged);
    }

    private static Holder holder(ConsumerKey key, Map<Long, Set<Capability>> owners) {
        Set<Capability> capabilities = owners.get(key.userId());
        Permission permission = key.permission();
        if (capabilities == null || permission == null) {
            return new Holder(key, null);
        }
        KeyState.Rolled rolled = key.state().rolled();
        KeyTerms terms = rolled == null ? key.terms() : key.terms().endingBy(rolled.until());
        return new Holder(key, new Principal(key.id(), terms, permission, capabilities));
    }
}
