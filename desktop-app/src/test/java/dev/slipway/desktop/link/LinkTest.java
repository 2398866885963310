package dev.slipway.desktop.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTest {
    @Test
    void linksLeadToPlaces() {
        assertThat(Link.parse("slipway://session/mwua7ql3uc1wk"))
                .contains(new Link.OfSession(new SessionId("mwua7ql3uc1wk")));
        assertThat(Link.parse("SLIPWAY://new/hello")).contains(new Link.OfNewSession(new RepositoryName("hello")));
        assertThat(Link.parse("slipway://new")).contains(new Link.OfNewSession(null));
        assertThat(Link.parse("slipway://sessions/")).contains(new Link.OfSessions());
    }

    @Test
    void whatABackendGivesOutForPeopleIsALink() {
        assertThat(Link.parse(" https://slipway.example.org:7443/join#a-Code.1_2\n"))
                .contains(new Link.OfInvitation("https://slipway.example.org:7443", "a-Code.1_2"));
        assertThat(Link.parse("http://127.0.0.1:7420/s/mwua7ql3uc1wk#id.code"))
                .contains(new Link.OfShare("http://127.0.0.1:7420", new SessionId("mwua7ql3uc1wk"), "id.code"));
        assertThat(Link.parse("https://slipway.example.org/join#secret").toString())
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "slipway:",
                "slipway://",
                "https://session/mwua7ql3uc1wk",
                "https://slipway.example.org/join",
                "https://slipway.example.org/join#",
                "https://slipway.example.org/join#a b",
                "https://slipway.example.org/s/..%2f#code",
                "https://slipway.example.org/s/#code",
                "https://a.example.org/b/join#code",
                "ftp://slipway.example.org/join#code",
                "slipway://session/",
                "slipway://session/../../etc",
                "slipway://session/a b",
                "slipway://delete/mwua7ql3uc1wk",
                "slipway://new/%00",
                "not a link"
            })
    void whatLeadsNowhereIsNone(String text) {
        assertThat(Link.parse(text)).isEmpty();
    }

    @Test
    void aSecondStartHandsItsLinkToTheFirst(@TempDir Path folder) throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (FirstWindow first = FirstWindow.claim(folder, "", heard::add)) {
            assertThat(first).isNotNull();
            assertThat(FirstWindow.claim(folder, "slipway://new", link -> {})).isNull();
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("slipway://new");
        }
        try (FirstWindow next = FirstWindow.claim(folder, "", heard::add)) {
            assertThat(next).isNotNull();
        }
    }

    @Test
    void aSocketThatAKilledWindowLeftIsTakenOver(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("window.sock"));
        try (FirstWindow first = FirstWindow.claim(folder, "", link -> {})) {
            assertThat(first).isNotNull();
        }
    }
}
