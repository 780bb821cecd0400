package dev.cartwright.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cartwright.access.Network;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whose word is taken for an address and for TLS.
class PeersTest {
    private static final Peers PEERS =
            new Peers(List.of(Network.parse("10.0.0.0/8"), Network.parse("fd00::/8")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // socket, tls, X-Forwarded-For, X-Forwarded-Proto, Forwarded: peer, https, secrets
                "127.0.0.1|false||||127.0.0.1|false|true",
                "::1|false||||0:0:0:0:0:0:0:1|false|true",
                "192.0.2.1|false||||192.0.2.1|false|false",
                "192.0.2.1|true||||192.0.2.1|true|true",
                "127.0.0.1|false|192.0.2.9|https||127.0.0.1|false|false",
                "192.0.2.1|false|192.0.2.9|https||192.0.2.1|false|false",
                "10.1.1.1|false|192.0.2.9|https||192.0.2.9|true|true",
                "10.1.1.1|false|192.0.2.9|http||192.0.2.9|false|false",
                "10.1.1.1|true|192.0.2.9|http||192.0.2.9|false|false",
                "10.1.1.1|false|1.1.1.1, 192.0.2.9, 10.2.2.2|https, https, http||192.0.2.9|true|true",
                "10.1.1.1|false|1.1.1.1, 192.0.2.9, 10.2.2.2|https, http, https||192.0.2.9|false|false",
                "10.1.1.1|false||https||10.1.1.1|true|true",
                "10.1.1.1|false|unknown|https||10.1.1.1|true|true",
                "10.1.1.1|false|||for=192.0.2.9;proto=https|192.0.2.9|true|true",
                "fd00:0:0:0:0:0:0:1|false|||for=\"[2001:db8::1]:4711\";proto=https|"
                        + "2001:db8:0:0:0:0:0:1|true|true",
                "10.1.1.1|false|192.0.2.9|http|for=1.1.1.1;proto=https|192.0.2.9|false|false",
                "10.1.1.1|false|192.0.2.9|https|for=1.1.1.1;proto=http|192.0.2.9|false|false",
            })
    void onlyTrustedProxiesAreBelieved(
            String socket,
            boolean tls,
            @Nullable String forwardedFor,
            @Nullable String forwardedProto,
            @Nullable String forwarded,
            String address,
            boolean https,
            boolean mayCarrySecrets) {
        var headers = new HashMap<String, String>();
        put(headers, "x-forwarded-for", forwardedFor);
        put(headers, "x-forwarded-proto", forwardedProto);
        put(headers, "forwarded", forwarded);
        assertThat(PEERS.of(InetAddress.ofLiteral(socket), tls, headers))
                .isEqualTo(new Peers.Peer(address, https, mayCarrySecrets));
    }

    @ParameterizedTest
    @ValueSource(strings = {"via", "forwarded", "x-forwarded-host", "x-forwarded-port"})
    void aLoopbackPeerThatForwardsIsNoLocalCaller(String header) {
        var peer = PEERS.of(InetAddress.ofLiteral("127.0.0.1"), false, Map.of(header, "x"));
        assertThat(peer.mayCarrySecrets()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,10.255.0.1,true",
        "10.0.0.0/8,11.0.0.1,false",
        "192.168.4.0/22,192.168.7.255,true",
        "192.168.4.0/22,192.168.8.0,false",
        "0.0.0.0/0,8.8.8.8,true",
        "0.0.0.0/0,::2,false",
        "127.0.0.1,127.0.0.1,true",
        "127.0.0.1,127.0.0.2,false",
        "fd00::/8,fdff::1,true",
        "fd00::/8,fe80::1,false",
    })
    void rangesHoldTheirAddresses(String range, String address, boolean inside) {
        assertThat(Network.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129"})
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallerThatIsGoneMayCarryNothing() {
        assertThat(PEERS.of(null, false, Map.of()).mayCarrySecrets()).isFalse();
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
