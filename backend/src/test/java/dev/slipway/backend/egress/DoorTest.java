package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A real sandbox with a door, and programs in it as they are.
class DoorTest extends ProxyScene {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SandboxEngine engine;
    private Sandbox sandbox;

    @BeforeEach
    void start() throws Exception {
        new TrustFolder(folder.resolve("trust"), CertificateAuthority.file(folder.resolve("secrets")))
                .write(Trust.ofThisMachine().plus(own().certificate()));
        engine = EmbeddedEngine.open(
                Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                folder.resolve("probe"),
                EmbeddedEngine.Protection.required);
        sandbox = engine.start(spec("door", gate));
    }

    @AfterEach
    void stop() {
        sandbox.close();
        engine.close();
    }

    private SandboxSpec spec(String id, Gate through) {
        return new SandboxSpec(id, List.of(), folder.resolve(id), Limits.DEFAULT, DoorVariables.ALL)
                .with(new SandboxSpec.Egress(through.socket(), egress.trust()));
    }

    @Test
    void programsGetWhatIsGrantedAndNothingElse() throws Exception {
        allow(secureGrant("GET"), openGrant());
        assertThat(shell("curl -sS https://" + secureAuthority() + "/hello?x")).contains("Host: " + secureAuthority());
        assertThat(shell("curl -sS http://" + HOST + ":" + open.port() + "/hello"))
                .contains("User-agent: curl");
        assertThat(shell("curl -sS -X POST https://" + secureAuthority() + "/hello"))
                .contains("Slipway let nothing through", "method POST");
        assertThat(shell("curl -sS https://example.org/ 2>&1; echo $?"))
                .contains("403")
                .endsWith("56\n");
        assertThat(shell("curl -sS http://example.org/")).contains("Slipway let nothing through to example.org");
        assertThat(secure.asked()).containsExactly("GET /hello?x");
        assertThat(refusals).extracting(Refusal::host).containsExactly(HOST.text(), "example.org", "example.org");
    }

    @Test
    void thereIsNoOtherWayOut() throws Exception {
        allow(secureGrant());
        String port = "" + secure.port();
        assertThat(shell("curl -sS --noproxy '*' https://127.0.0.1:" + port + "/ 2>&1"))
                .contains("(7)");
        assertThat(shell("curl -sS --noproxy '*' --connect-timeout 5 https://1.1.1.1/ 2>&1; echo $?"))
                .endsWith("7\n");
        assertThat(shell("exec 3<>/dev/udp/1.1.1.1/53 && echo query >&3 && echo sent"))
                .doesNotContain("sent");
        assertThat(shell("getent ahosts example.org; echo $?")).isEqualTo("2\n");
        assertThat(shell("cut -d: -f1 /proc/net/dev | tail -n +3").strip()).isEqualTo("lo");
    }

    @Test
    void theGateOfAnotherSandboxIsNotThere() throws Exception {
        Gate others =
                egress.gate(folder.resolve("other/socket"), () -> new Grants(List.of(secureGrant())), refusals::add);
        String ask = "curl -sS --unix-socket %s http://api.example.org/ 2>&1; echo $?";
        assertThat(shell(ask.formatted(others.socket()))).endsWith("7\n");
        assertThat(shell("find /run /tmp /var /home /workspace /dev -exec test -S {} ';' -print 2>/dev/null")
                        .lines())
                .containsExactly("/run/slipway/egress");
        assertThat(shell("rm -f /run/slipway/egress; mv /run/slipway/egress /tmp/e; ls /run/slipway"))
                .contains("egress");
        assertThat(shell("curl -sS https://" + secureAuthority() + "/ 2>&1")).contains("403");
    }

    @Test
    void theDoorOpensAgainWhenACommandEndsIt() throws Exception {
        allow(secureGrant());
        String ask = "curl -sS -o /dev/null -w '%{http_code}' --retry 5 --retry-all-errors --retry-delay 1 https://"
                + secureAuthority() + "/";
        assertThat(shell(ask)).isEqualTo("200");
        String forwarder = "for p in /proc/[0-9]*; do p=${p#/proc/};"
                + " [ $p = 1 ] || [ \"$(cat /proc/$p/comm)\" != runner ] || echo $p; done";
        String first = shell(forwarder).strip();
        assertThat(first).matches("[0-9]+");
        assertThat(shell("ls /proc/" + first + "/fd 2>&1; cat /proc/" + first + "/environ 2>&1 | wc -c"))
                .contains("Permission denied");
        shell("kill -9 " + first);
        assertThat(shell(ask)).isEqualTo("200");
        assertThat(shell(forwarder).strip()).matches("[0-9]+").isNotEqualTo(first);
    }

    @Test
    void muchPassesBothWaysAndManyAtOnce() throws Exception {
        allow(secureGrant(), openGrant());
        String url = "https://" + secureAuthority();
        assertThat(shell("head -c 20000000 /dev/zero | tr '\\0' a > big; curl -sS --data-binary @big " + url
                        + "/x | tail -c 20000000 | cmp - big && echo same"))
                .isEqualTo("same\n");
        assertThat(shell("for i in $(seq 40); do curl -sS -o /dev/null -w '%{http_code}\\n' http://" + HOST + ":"
                        + open.port() + "/large & done; wait"))
                .isEqualTo("200\n".repeat(40));
    }

    @Test
    void javaPythonAndNodeBelieveTheDoor() throws Exception {
        allow(secureGrant());
        String url = "https://" + secureAuthority() + "/";
        sandbox.write("A.java", """
                public class A { public static void main(String[] a) throws Exception {
                  System.out.println(new String(new java.net.URI(a[0]).toURL().openStream().readAllBytes())); } }
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(shell("java A.java " + url + "java 2>&1")).contains("User-agent: Java");
        assertThat(shell("python3 -c 'import urllib.request,sys; print(urllib.request.urlopen(sys.argv[1]).read())' "
                        + url + "python 2>&1"))
                .contains("User-agent: Python-urllib");
        assertThat(shell("git ls-remote " + url + "git.git 2>&1; true")).doesNotContain("certificate");
        assertThat(secure.asked())
                .contains("GET /java", "GET /python", "GET /git.git/info/refs?service=git-upload-pack");
        assertThat(refusals).isEmpty();
    }

    @Test
    void packageProgramsAskThroughTheDoor() throws Exception {
        allow(secureGrant());
        String url = "https://" + secureAuthority();
        sandbox.write("settings.xml", """
                <settings><mirrors><mirror><id>m</id><mirrorOf>*</mirrorOf><url>%s/maven</url></mirror></mirrors></settings>
                """.formatted(url).getBytes(StandardCharsets.UTF_8));
        shell("npm view --registry " + url + "/npm/ left-pad 2>&1");
        shell("pip3 download --no-deps --retries 0 --index-url " + url + "/pip/ left-pad 2>&1");
        shell("mvn -B -s settings.xml org.example:plugin:1:goal 2>&1");
        assertThat(secure.asked())
                .contains("GET /npm/left-pad", "GET /pip/left-pad/", "GET /maven/org/example/plugin/1/plugin-1.pom");
        assertThat(refusals).isEmpty();
    }

    private String secureAuthority() {
        return HOST + ":" + secure.port();
    }

    private String shell(String script) throws InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        sandbox.run(Command.shell(script, PATIENCE), output::writeBytes);
        return output.toString(StandardCharsets.UTF_8);
    }
}
