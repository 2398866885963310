package dev.slipway.backend.egress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What programs inside a sandbox have to be told so that they take the door and believe who stands behind it: each
/// family has its own variables.
public final class DoorVariables {
    private static final String DOOR = "http://127.0.0.1:3128";
    private static final String PEM = "/run/slipway/trust/ca.pem";
    private static final String JAVA = String.join(
            " ",
            "-Dhttp.proxyHost=127.0.0.1",
            "-Dhttp.proxyPort=3128",
            "-Dhttps.proxyHost=127.0.0.1",
            "-Dhttps.proxyPort=3128",
            "-Dhttp.nonProxyHosts=localhost|127.*|[::1]",
            "-Djavax.net.ssl.trustStore=/run/slipway/trust/ca.jks",
            "-Djavax.net.ssl.trustStoreType=jks",
            // Maven's resolver has settings of its own otherwise.
            "-Daether.connector.http.useSystemProperties=true");

    /// By name, with the address and the paths that every sandbox has.
    public static final Map<String, String> ALL = all();

    private DoorVariables() {}

    private static Map<String, String> all() {
        Map<String, String> all = new HashMap<>();
        for (String name : List.of("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")) all.put(name, DOOR);
        // Yarn from its second major version on looks at nothing else.
        for (String name : List.of("YARN_HTTP_PROXY", "YARN_HTTPS_PROXY")) all.put(name, DOOR);
        for (String name : List.of("NO_PROXY", "no_proxy")) all.put(name, "localhost,127.0.0.1,::1");
        for (String name : List.of(
                "SSL_CERT_FILE",
                "CURL_CA_BUNDLE",
                "REQUESTS_CA_BUNDLE",
                "PIP_CERT",
                "NODE_EXTRA_CA_CERTS",
                "GIT_SSL_CAINFO",
                "CARGO_HTTP_CAINFO")) all.put(name, PEM);
        all.put("NODE_USE_ENV_PROXY", "1");
        all.put("JAVA_TOOL_OPTIONS", JAVA);
        // What they would ask of their own accord, and nobody needs here.
        all.put("npm_config_audit", "false");
        all.put("npm_config_fund", "false");
        all.put("npm_config_update_notifier", "false");
        all.put("YARN_ENABLE_TELEMETRY", "0");
        all.put("PIP_DISABLE_PIP_VERSION_CHECK", "1");
        return Map.copyOf(all);
    }
}
