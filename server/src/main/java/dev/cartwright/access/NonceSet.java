package dev.cartwright.access;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.ConcurrentHashMap;

/// Which OAuth requests were already accepted, so that none is accepted twice.
///
/// Asked only after the signature was right: others cannot fill it. Each key has its own share;
/// when one is full, its oldest seconds are forgotten and requests as old as those refused from
/// then on, so that a busy key loses leeway for its clock, never the protection.
///
/// Kept in memory alone. After a restart, and by another process, a request that was seen can be
/// accepted once more while its time stamp is fresh; ADR 0004 says why that is borne.
///
/// Safe for many threads.
final class NonceSet {
    /// How far a request's clock may be off, in seconds, either way; WooCommerce's figure.
    static final long LEEWAY_SECONDS = 900;

    static final int MAX_PER_KEY = 1 << 18;

    enum Verdict {
        FRESH,
        USED,
        OUT_OF_RANGE
    }

    private final ConcurrentHashMap<Long, KeyNonces> perKey = new ConcurrentHashMap<>();
    private final HmacState shortener;
    private final int maxPerKey;

    NonceSet(SecureRandom random) {
        this(random, MAX_PER_KEY);
    }

    NonceSet(SecureRandom random, int maxPerKey) {
        byte[] key = new byte[HashFunction.BLOCK_BYTES];
        random.nextBytes(key);
        this.shortener = HmacState.of(new Sha256(), key);
        this.maxPerKey = maxPerKey;
    }

    /// Keeps the nonce when it is fresh. Of several callers at once, one hears that it is.
    ///
    /// @param timestamp what the request says, in epoch seconds
    /// @param now in epoch seconds
    Verdict use(long keyId, String nonce, long timestamp, long now) {
        if (timestamp < now - LEEWAY_SECONDS || timestamp > now + LEEWAY_SECONDS) {
            return Verdict.OUT_OF_RANGE;
        }
        long mark = mark(nonce);
        var verdict = new Verdict[1];
        perKey.compute(
                keyId,
                (_, known) -> {
                    KeyNonces nonces = known == null ? new KeyNonces(maxPerKey) : known;
                    nonces.forgetBefore(now - LEEWAY_SECONDS);
                    verdict[0] = nonces.use(timestamp, mark);
                    return nonces;
                });
        return verdict[0];
    }

    /// Frees what can no longer be presented, also of keys that fell silent.
    void forgetOld(long now) {
        for (Long keyId : perKey.keySet()) {
            perKey.computeIfPresent(
                    keyId,
                    (_, nonces) -> {
                        nonces.forgetBefore(now - LEEWAY_SECONDS);
                        return nonces.isSpent(now) ? null : nonces;
                    });
        }
    }

    int size() {
        return perKey.values().stream().mapToInt(KeyNonces::size).sum();
    }

    /// 64 bits in place of a text of any length; keyed, so that nobody can find two alike.
    private long mark(String nonce) {
        byte[] hash = shortener.sign(nonce.getBytes(StandardCharsets.UTF_8));
        return (long) HashFunction.LONGS.get(hash, 0);
    }
}
