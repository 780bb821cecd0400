package dev.cartwright.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.bcrypt.BCrypt;

/// Checks passwords against the hashes that WordPress keeps of them:
///
/// - `$wp$2y$…`: bcrypt of a SHA-384, since WordPress 6.8
/// - `$P$…` and `$H$…`: phpass with MD5, before that
/// - `$2y$…`, `$2a$…`, `$2b$…`: bare bcrypt, of plugins
/// - 32 hex digits: MD5, from before 2008
///
/// Anything else matches no password. White space around a password does not count, as at
/// WordPress's own sign-in.
public final class PasswordHashes {
    /// WordPress looks at no longer one.
    private static final int MAX_BYTES = 4096;

    /// Some four seconds. WordPress takes 10.
    private static final int MAX_BCRYPT_COST = 16;

    /// The logarithm of the rounds: some seconds. WordPress took 13; phpass itself knows 30, which
    /// would keep a core busy for minutes.
    private static final int MAX_PHPASS_COST = 24;

    private static final int MIN_PHPASS_COST = 7;
    private static final int PHPASS_LENGTH = 34;
    private static final int PHPASS_SALT_FROM = 4;
    private static final int PHPASS_SALT_TO = 12;
    private static final String PHPASS_DIGITS =
            "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final String WORDPRESS = "$wp";
    private static final Pattern BCRYPT =
            Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private PasswordHashes() {}

    /// Takes as long for a wrong password as for the right one.
    public static boolean matches(String hash, String password) {
        byte[] bytes = trimmed(password).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            return false;
        }
        if (hash.startsWith(WORDPRESS)) {
            return bcryptMatches(hash.substring(WORDPRESS.length()), shortened(bytes));
        }
        if (hash.startsWith("$P$") || hash.startsWith("$H$")) {
            return phpassMatches(hash, bytes);
        }
        if (MD5.matcher(hash).matches()) {
            return same(HexFormat.of().formatHex(md5().digest(bytes)), hash);
        }
        return bcryptMatches(hash, bytes);
    }

    /// What PHP's `trim` takes away.
    private static String trimmed(String password) {
        int from = 0;
        int to = password.length();
        while (from < to && " \t\n\r\0\u000B".indexOf(password.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && " \t\n\r\0\u000B".indexOf(password.charAt(to - 1)) >= 0) {
            to--;
        }
        return password.substring(from, to);
    }

    /// bcrypt looks at 72 bytes only, so WordPress hands it 64 that tell all of a longer password.
    private static byte[] shortened(byte[] password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA384");
            byte[] key = "wp-sha384".getBytes(StandardCharsets.US_ASCII);
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return Base64.getEncoder().encode(mac.doFinal(password));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA384", e);
        }
    }

    private static boolean bcryptMatches(String hash, byte[] password) {
        Matcher form = BCRYPT.matcher(hash);
        if (!form.matches()) {
            return false;
        }
        int cost = Integer.parseInt(form.group(1));
        return cost >= 4 && cost <= MAX_BCRYPT_COST && BCrypt.checkpw(password, hash);
    }

    /// See <https://www.openwall.com/phpass/>.
    private static boolean phpassMatches(String hash, byte[] password) {
        if (hash.length() != PHPASS_LENGTH) {
            return false;
        }
        int cost = PHPASS_DIGITS.indexOf(hash.charAt(3));
        if (cost < MIN_PHPASS_COST || cost > MAX_PHPASS_COST) {
            return false;
        }
        String salt = hash.substring(PHPASS_SALT_FROM, PHPASS_SALT_TO);
        MessageDigest md5 = md5();
        md5.update(salt.getBytes(StandardCharsets.UTF_8));
        byte[] digest = md5.digest(password);
        for (int round = 1 << cost; round > 0; round--) {
            md5.update(digest);
            digest = md5.digest(password);
        }
        return same(hash.substring(0, PHPASS_SALT_TO) + phpassText(digest), hash);
    }

    /// Six bits a digit, the low ones first.
    private static String phpassText(byte[] digest) {
        var text = new StringBuilder();
        for (int from = 0; from < digest.length; from += 3) {
            int bits = 0;
            int bytes = Math.min(3, digest.length - from);
            for (int i = 0; i < bytes; i++) {
                bits |= (digest[from + i] & 0xff) << (8 * i);
            }
            for (int i = 0; i <= bytes; i++) {
                text.append(PHPASS_DIGITS.charAt(bits >>> (6 * i) & 0x3f));
            }
        }
        return text.toString();
    }

    private static boolean same(String one, String other) {
        byte[] bytes = one.getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(bytes, other.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
