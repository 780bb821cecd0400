package dev.cartwright.access;

import dev.cartwright.access.Authentication.Anonymous;
import dev.cartwright.access.Authentication.Granted;
import dev.cartwright.access.Authentication.Incomplete;
import dev.cartwright.access.Authentication.Reason;
import dev.cartwright.access.Authentication.Rejected;
import dev.cartwright.access.Credentials.InClear;
import dev.cartwright.access.Credentials.KeyAndSecret;
import dev.cartwright.access.Credentials.None;
import dev.cartwright.access.Credentials.OAuth;
import dev.cartwright.access.KeyRing.Holder;
import dev.cartwright.access.SecretSealing.OAuthStates;
import dev.cartwright.event.Actor;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Checks consumer keys. All of them are held in memory, so that no request waits for a database.
///
/// An unknown key costs the same work as a wrong secret and is answered the same: the secret is
/// then checked against one that nobody knows.
///
/// Knows nothing before [#refresh] or [#start]. Safe for many threads.
public final class ConsumerKeys implements Authenticator, AutoCloseable {
    /// How often the stores are asked whether something changed.
    static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /// After so long every server has seen a change of keys by another process: it had to look, and
    /// to read them.
    public static final Duration SEEN_WITHIN = LOOK_EVERY.multipliedBy(2);

    private static final long FORGET_EVERY_SECONDS = 60;

    /// Waiting at once; the rest of them come when they are used again.
    private static final int MAX_RESEALED = 1000;

    private static final int RESEALED_AT_ONCE = 20;

    /// In WooCommerce's order, which decides the order they are named in when missing.
    private static final List<String> OAUTH_PARAMETERS =
            List.of(
                    "oauth_consumer_key",
                    "oauth_timestamp",
                    "oauth_nonce",
                    "oauth_signature",
                    "oauth_signature_method");

    private static final Anonymous ANONYMOUS = new Anonymous();

    private final ConsumerKeyStore keys;
    private final UserStore users;
    private final SecretSealing sealing;
    private final InstantSource clock;
    private final Consumer<RuntimeException> onFailure;
    private final NonceSet nonces;

    private final KeyGenerator generator;
    private final ReentrantLock refreshing = new ReentrantLock();
    private final Map<Long, Resealed> resealed = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile KeyRing ring = KeyRing.EMPTY;
    private volatile Instant refreshedAt = Instant.MIN;
    private volatile @Nullable Thread looking;
    private long forgotAt;

    /// Stands in for the secret of a key that does not exist, sealed as most others are.
    private volatile Nobody nobody;

    private record Nobody(SealedSecret secret, OAuthStates states) {}

    /// @param onFailure hears when a look at the stores failed; the keys known so far stay in use
    public ConsumerKeys(
            ConsumerKeyStore keys,
            UserStore users,
            SecretSealing sealing,
            SecureRandom random,
            InstantSource clock,
            Consumer<RuntimeException> onFailure) {
        this.keys = keys;
        this.users = users;
        this.sealing = sealing;
        this.clock = clock;
        this.onFailure = onFailure;
        this.nonces = new NonceSet(random);
        this.generator = new KeyGenerator(random);
        this.nobody = nobody();
    }

    private Nobody nobody() {
        SealedSecret sealed = sealing.seal(generator.consumerSecret());
        return new Nobody(sealed, sealing.oauthStates(sealed).orElseThrow());
    }

    /// Reads the keys, then looks for changes in the background until [#close].
    public void start() {
        refresh();
        looking = Thread.ofVirtual().name("consumer-keys").start(this::look);
    }

    /// Sees at once what has changed; does little when nothing has.
    public void refresh() {
        refreshing.lock();
        try {
            ring = ring.reread(keys, users);
            refreshedAt = clock.instant();
        } finally {
            refreshing.unlock();
        }
    }

    /// All keys by id, as this process knows them.
    public List<ConsumerKey> all() {
        return ring.all();
    }

    /// Where a key stands in its life. Only for one that is too new to be known here the users are
    /// asked.
    public KeyStatus status(ConsumerKey key) {
        KeyRing known = ring;
        boolean ownerPresent =
                known.owners().containsKey(key.userId())
                        || !known.byHash().containsKey(key.keyHash())
                                && users.find(key.userId()).isPresent();
        return KeyStatus.of(key, ownerPresent, clock.instant());
    }

    /// The keys that have one of these secrets.
    public Map<String, Set<Long>> withSecrets(Collection<String> secrets) {
        return sealing.find(secrets, ring.all());
    }

    /// Whether a key that may still be used was sealed with this entry of the key file.
    public boolean needs(int pepperId) {
        Instant now = clock.instant();
        return ring.all().stream()
                .anyMatch(key -> key.secret().pepperId() == pepperId && !key.overAt(now));
    }

    /// When the stores last answered; [Instant#MIN] before they ever did. Keys may have changed
    /// since.
    public Instant refreshedAt() {
        return refreshedAt;
    }

    private void look() {
        try {
            while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                lookOnce();
            }
        } catch (InterruptedException _) { // somebody wants this thread to end
        }
    }

    private void lookOnce() {
        try {
            if (!sealing.isCurrent(nobody.secret)) {
                nobody = nobody();
            }
            refresh();
            forgetOldNonces();
            writeResealed();
        } catch (RuntimeException e) { // the edge of a job's run
            onFailure.accept(e);
        }
    }

    private void forgetOldNonces() {
        long now = clock.instant().getEpochSecond();
        if (Math.abs(now - forgotAt) >= FORGET_EVERY_SECONDS) {
            forgotAt = now;
            nonces.forgetOld(now);
        }
    }

    /// A key that came over from an older pepper gets a seal of the current one as soon as somebody
    /// shows its secret: it is not known otherwise. The store is written later, by the background.
    private void reseal(ConsumerKey key, String secret) {
        if (resealed.size() < MAX_RESEALED) {
            resealed.computeIfAbsent(
                    key.id(), _ -> new Resealed(key.secret(), sealing.seal(secret)));
        }
    }

    private record Resealed(SealedSecret old, SealedSecret fresh) {}

    /// A few at a time, and after the look for changes, which nothing may hold up.
    private void writeResealed() {
        List<Long> ids = resealed.keySet().stream().limit(RESEALED_AT_ONCE).toList();
        for (long id : ids) {
            Resealed seals = resealed.get(id);
            if (seals != null) {
                keys.reseal(id, seals.old, seals.fresh, Actor.SYSTEM);
            }
        }
        if (!ids.isEmpty()) {
            refresh();
            ids.forEach(resealed::remove);
        }
    }

    /// As [#refresh], for somebody who has just changed a key: that is done, so a failure now is
    /// only told, and the background sees the change a moment later.
    public void refreshAfterChange() {
        try {
            refresh();
        } catch (RuntimeException e) { // the edge of a job's run
            onFailure.accept(e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Thread thread = looking;
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public Authentication authenticate(Credentials credentials, Permission wanted, String address) {
        return switch (credentials) {
            case None _ -> ANONYMOUS;
            case InClear _ -> new Rejected(Reason.TLS_REQUIRED);
            case KeyAndSecret pair -> authenticate(pair, new Use(wanted, address));
            case OAuth request -> authenticate(request, new Use(wanted, address));
        };
    }

    /// What a key is presented for, and from where.
    private record Use(Permission wanted, String address) {}

    /// Everything is worked out before anything is decided, whatever the outcome.
    private Authentication authenticate(KeyAndSecret pair, Use use) {
        Holder holder = ring.byHash().get(KeyHash.of(pair.key()));
        SealedSecret sealed = holder == null ? nobody.secret : holder.key().secret();
        boolean matches = sealing.matches(sealed, pair.secret());
        if (holder == null || !matches) {
            return new Rejected(Reason.WRONG_CREDENTIALS);
        }
        if (!sealing.isCurrent(sealed)) {
            reseal(holder.key(), pair.secret());
        }
        return standing(holder, use);
    }

    /// A signature method nobody supports is told before the key is looked at, and so tells nothing
    /// of it.
    private Authentication authenticate(OAuth request, Use use) {
        List<String> missing =
                OAUTH_PARAMETERS.stream().filter(name -> value(request, name).isEmpty()).toList();
        if (missing.size() == OAUTH_PARAMETERS.size()) {
            return ANONYMOUS;
        }
        if (!missing.isEmpty()) {
            return new Incomplete(missing);
        }
        return switch (value(request, "oauth_signature_method")) {
            case "HMAC-SHA1" -> checkSignature(request, true, use);
            case "HMAC-SHA256" -> checkSignature(request, false, use);
            default -> new Rejected(Reason.UNSUPPORTED_SIGNATURE_METHOD);
        };
    }

    private Authentication checkSignature(OAuth request, boolean sha1, Use use) {
        Holder holder = ring.byHash().get(KeyHash.of(value(request, "oauth_consumer_key")));
        Nobody standIn = nobody;
        SealedSecret sealed = holder == null ? standIn.secret : holder.key().secret();
        OAuthStates opened = sealing.oauthStates(sealed).orElse(null);
        OAuthStates states = opened == null ? standIn.states : opened;
        boolean right = OAuthSignature.right(request, sha1 ? states.sha1() : states.sha256());
        if (holder == null || opened == null || !right) {
            return new Rejected(Reason.WRONG_CREDENTIALS);
        }
        return switch (useNonce(holder.key(), request)) {
            case OUT_OF_RANGE -> rejected(Reason.TIMESTAMP_OUT_OF_RANGE, holder);
            case USED -> rejected(Reason.NONCE_USED, holder);
            case FRESH -> standing(holder, use);
        };
    }

    private NonceSet.Verdict useNonce(ConsumerKey key, OAuth request) {
        try {
            long timestamp = Long.parseLong(value(request, "oauth_timestamp"));
            long now = clock.instant().getEpochSecond();
            return nonces.use(key.id(), value(request, "oauth_nonce"), timestamp, now);
        } catch (NumberFormatException _) {
            return NonceSet.Verdict.OUT_OF_RANGE;
        }
    }

    private static String value(OAuth request, String name) {
        return request.oauth().getOrDefault(name, "");
    }

    /// What a key is worth whose secret or signature was right.
    private Authentication standing(Holder holder, Use use) {
        Principal principal = holder.principal();
        Reason fault = fault(holder.key(), principal != null);
        if (fault != null) {
            return rejected(fault, holder);
        }
        if (principal == null) {
            return rejected(Reason.OWNER_GONE, holder);
        }
        if (!holder.key().terms().allowsFrom(use.address)) {
            return rejected(Reason.ADDRESS_NOT_ALLOWED, holder);
        }
        if (!principal.permission().allows(use.wanted)) {
            boolean reading = use.wanted == Permission.READ;
            return rejected(reading ? Reason.MAY_NOT_READ : Reason.MAY_NOT_WRITE, holder);
        }
        return new Granted(principal);
    }

    /// Null while the key is valid. The clock is only asked for keys that end.
    private @Nullable Reason fault(ConsumerKey key, boolean ownerPresent) {
        Instant now = key.neverEnds() ? Instant.MIN : clock.instant();
        KeyStatus status = KeyStatus.of(key, ownerPresent, now);
        return switch (status.word()) {
            case ACTIVE, EXPIRING -> null;
            case EXPIRED -> Reason.KEY_EXPIRED;
            case REVOKED -> Reason.KEY_REVOKED;
            case DISABLED -> ofDisabled(status.reason());
        };
    }

    /// Whoever takes a key out of the shop revokes it.
    private static Reason ofDisabled(KeyStatus.@Nullable Reason why) {
        return switch (why) {
            case OWNER_GONE -> Reason.OWNER_GONE;
            case MISSING -> Reason.KEY_REVOKED;
            case null -> Reason.KEY_DISABLED;
            case BY_HAND, UNUSED, EXPOSED, IMPORTED, EXPIRES, ROLLED -> Reason.KEY_DISABLED;
        };
    }

    private static Rejected rejected(Reason reason, Holder holder) {
        ConsumerKey key = holder.key();
        return new Rejected(reason, key.id(), key.terms().rateLimit());
    }
}
