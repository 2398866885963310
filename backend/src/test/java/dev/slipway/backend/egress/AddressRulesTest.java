package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final List<AddressRange> EVERYTHING =
            List.of(AddressRange.parse("0.0.0.0/0"), AddressRange.parse("::/0"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "169.254.1.1",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "::",
                "::1",
                "fe80::1",
                "ff02::1",
                "fd00:ec2::254",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::169.254.169.254",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "2001:0:1::1",
                "2a00::5efe:127.0.0.1"
            })
    void thisMachineAndItsLinksAreNeverReachedWhateverIsGranted(String address) {
        assertThat(AddressRules.STRICT.refusal(InetAddress.ofLiteral(address), EVERYTHING))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "198.18.0.1",
                "fc00::1",
                "fd12:3456::1",
                "fec0::1",
                "64:ff9b::10.1.2.3",
                "::ffff:10.0.0.1",
                "2002:0a00:0001::1"
            })
    void privateNetworksAreReachedOnlyWhereTheyAreGranted(String address) {
        InetAddress one = InetAddress.ofLiteral(address);
        assertThat(AddressRules.STRICT.refusal(one, List.of())).isNotNull();
        assertThat(AddressRules.STRICT.refusal(one, List.of(AddressRange.parse("192.0.2.0/24"))))
                .isNotNull();
        assertThat(AddressRules.STRICT.refusal(one, EVERYTHING)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "172.32.0.1",
                "100.128.0.1",
                "203.0.113.80",
                "198.51.100.7",
                "2606:4700::1111",
                "64:ff9b::1.1.1.1",
                "2002:0101:0101::1"
            })
    void theInternetIsReached(String address) {
        assertThat(AddressRules.STRICT.refusal(InetAddress.ofLiteral(address), List.of()))
                .isNull();
    }

    @Test
    void whatThisMachineCallsItsOwnIsNotReached() throws Exception {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList())
            for (InetAddress own : each.inetAddresses().toList())
                assertThat(AddressRules.STRICT.refusal(own, List.of()))
                        .as(own.toString())
                        .isNotNull();
    }
}
