package io.frond.retrieve.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicAddressTest {

    @Test
    void whatIsNotOnTheInternetIsNotPublic() throws Exception {
        for (var text : List.of(
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.1.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:a00:1::",
                "3fff::1",
                "fc00::1",
                "fd12::1",
                "fe80::1",
                "fec0::1",
                "ff02::1")) {
            assertThat(PublicAddress.is(InetAddress.getByName(text))).as(text).isFalse();
        }
    }

    @Test
    void whatIsOnTheInternetIsPublic() throws Exception {
        for (var text : List.of(
                "1.1.1.1",
                "9.9.9.9",
                "11.0.0.1",
                "93.184.216.34",
                "100.63.0.1",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2001:4860:4860::8888",
                "2a00:1450::1",
                "2606:4700::1111")) {
            assertThat(PublicAddress.is(InetAddress.getByName(text))).as(text).isTrue();
        }
    }
}
