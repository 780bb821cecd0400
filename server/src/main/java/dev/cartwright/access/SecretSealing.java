package dev.cartwright.access;

import dev.cartwright.access.KeyFile.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Turns consumer secrets into what may be stored, and checks presented ones against it.
///
/// Nobody, not even with the key file, can read a secret back; see ADR 0004 for what a thief of
/// both could do. Safe for many threads, also while another key file is taken over.
public final class SecretSealing {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SHA_1_STATES = 2 * 20;
    private static final int SHA_256_STATES = 2 * 32;

    private final HashFunction sha1;
    private final HashFunction sha256;
    private final SecureRandom random;
    private volatile Locks locks;

    /// One entry of the key file, made ready.
    private record Lock(int id, HmacState pepper, SecretKeySpec key) {}

    /// A whole key file, made ready.
    private record Locks(KeyFile file, Map<Integer, Lock> byId, Lock current) {
        @Nullable Lock of(SealedSecret sealed) {
            return byId.get(sealed.pepperId());
        }
    }

    /// What checks OAuth signatures of one secret.
    record OAuthStates(HmacState sha1, HmacState sha256) {}

    public SecretSealing(KeyFile keyFile, SecureRandom random) {
        this(keyFile, random, new Sha1(), new Sha256());
    }

    SecretSealing(KeyFile keyFile, SecureRandom random, HashFunction sha1, HashFunction sha256) {
        this.sha1 = sha1;
        this.sha256 = sha256;
        this.random = random;
        this.locks = ready(keyFile);
    }

    /// Takes over a changed key file: whatever begins after this has returned uses the new one.
    public void use(KeyFile keyFile) {
        locks = ready(keyFile);
    }

    /// What is used now.
    public KeyFile keyFile() {
        return locks.file;
    }

    private Locks ready(KeyFile keyFile) {
        var byId = new HashMap<Integer, Lock>();
        keyFile.entries().forEach(entry -> byId.put(entry.id(), lock(entry)));
        return new Locks(keyFile, Map.copyOf(byId), lock(keyFile.current()));
    }

    private Lock lock(Entry entry) {
        return new Lock(
                entry.id(),
                HmacState.of(sha256, entry.pepper()),
                new SecretKeySpec(entry.sealingKey(), "AES"));
    }

    public SealedSecret seal(String secret) {
        Lock current = locks.current;
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        byte[] hash = current.pepper.sign(bytes);
        byte[] oauthKey = (secret + "&").getBytes(StandardCharsets.UTF_8);
        byte[] states =
                ByteBuffer.allocate(SHA_1_STATES + SHA_256_STATES)
                        .put(HmacState.of(sha1, oauthKey).export())
                        .put(HmacState.of(sha256, oauthKey).export())
                        .array();
        return new SealedSecret(current.id, hash, encrypt(current, states, hash));
    }

    /// Takes the same time whether it is right or wrong.
    public boolean matches(SealedSecret sealed, String presented) {
        Locks now = locks;
        Lock lock = now.of(sealed);
        HmacState pepper = lock == null ? now.current.pepper : lock.pepper;
        byte[] hash = pepper.sign(presented.getBytes(StandardCharsets.UTF_8));
        boolean same = MessageDigest.isEqual(hash, sealed.hash());
        return same && lock != null;
    }

    /// Which of these secrets are those of keys: the keys' ids by the secret. Every secret is
    /// hashed once for each pepper, and the keys are gone through once.
    Map<String, Set<Long>> find(Collection<String> secrets, List<ConsumerKey> keys) {
        var wanted = new HashMap<ByteBuffer, String>();
        for (Lock lock : locks.byId.values()) {
            for (String secret : secrets) {
                byte[] hash = lock.pepper.sign(secret.getBytes(StandardCharsets.UTF_8));
                wanted.put(ByteBuffer.wrap(hash), secret);
            }
        }
        var found = new HashMap<String, Set<Long>>();
        for (ConsumerKey key : keys) {
            String secret = wanted.get(ByteBuffer.wrap(key.secret().hash()));
            if (secret != null) {
                found.computeIfAbsent(secret, _ -> new HashSet<>()).add(key.id());
            }
        }
        return found;
    }

    /// Whether it was sealed with what new secrets are sealed with.
    public boolean isCurrent(SealedSecret sealed) {
        return sealed.pepperId() == locks.current.id;
    }

    /// Whether the key file still has what this secret was sealed with.
    public boolean canOpen(SealedSecret sealed) {
        return oauthStates(sealed).isPresent();
    }

    /// Empty when it was sealed with another key file, or changed since.
    Optional<OAuthStates> oauthStates(SealedSecret sealed) {
        Lock lock = locks.of(sealed);
        if (lock == null) {
            return Optional.empty();
        }
        try {
            byte[] states = decrypt(lock, sealed);
            return Optional.of(
                    new OAuthStates(
                            HmacState.restore(sha1, Arrays.copyOf(states, SHA_1_STATES)),
                            HmacState.restore(
                                    sha256,
                                    Arrays.copyOfRange(states, SHA_1_STATES, states.length))));
        } catch (GeneralSecurityException _) { // the tag does not fit
            return Optional.empty();
        }
    }

    private byte[] encrypt(Lock current, byte[] states, byte[] hash) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, current, iv, 0, hash);
            byte[] sealed = cipher.doFinal(states);
            return ByteBuffer.allocate(iv.length + sealed.length).put(iv).put(sealed).array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not seal a secret", e);
        }
    }

    private static byte[] decrypt(Lock lock, SealedSecret sealed) throws GeneralSecurityException {
        byte[] bytes = sealed.oauthStates();
        if (bytes.length != IV_BYTES + SHA_1_STATES + SHA_256_STATES + TAG_BITS / 8) {
            throw new GeneralSecurityException("sealed states have an odd length");
        }
        return cipher(Cipher.DECRYPT_MODE, lock, bytes, 0, sealed.hash())
                .doFinal(bytes, IV_BYTES, bytes.length - IV_BYTES);
    }

    /// The secret's hash is authenticated too, so that states cannot be moved to another key's row.
    private static Cipher cipher(int mode, Lock lock, byte[] ivSource, int offset, byte[] hash)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, lock.key, new GCMParameterSpec(TAG_BITS, ivSource, offset, IV_BYTES));
        cipher.updateAAD(hash);
        return cipher;
    }
}
