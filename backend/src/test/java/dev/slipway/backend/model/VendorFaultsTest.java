package dev.slipway.backend.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.backend.model.FakeVendor.Answer;
import dev.slipway.backend.model.ModelException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What goes wrong with a vendor, for each of them: whether it is worth trying again, and what a person is
/// told.
class VendorFaultsTest {
    private static final String KEY = "sk-very-secret";

    private FakeVendor vendor;

    enum Vendor {
        anthropic,
        openai;

        LanguageModel at(String url) {
            Secret key = new Secret(KEY);
            return this == anthropic
                    ? new AnthropicModel("anthropic/m", "m", new Endpoint(url, key))
                    : new OpenAiModel("openai/m", "m", new Endpoint(url + "/v1", key));
        }

        String error(String type, String message) {
            return this == anthropic
                    ? "{\"type\":\"error\",\"error\":{\"type\":\"" + type + "\",\"message\":\"" + message + "\"}}"
                    : "{\"error\":{\"type\":\"" + type + "\",\"code\":\"" + type + "\",\"message\":\"" + message
                            + "\"}}";
        }

        void begin(FakeVendor.Stream to) throws IOException {
            if (this == anthropic) {
                AnthropicModelTest.begin(to);
                AnthropicModelTest.block(to, 0, "{\"type\":\"text\",\"text\":\"\"}");
                AnthropicModelTest.delta(to, 0, "text_delta", "text", "half");
            } else to.event("", OpenAiModelTest.text("half"));
        }
    }

    @BeforeEach
    void start() throws IOException {
        vendor = new FakeVendor();
    }

    @AfterEach
    void end() throws IOException {
        vendor.close();
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error, bad thing, rejected",
        "400, invalid_request_error, prompt is too long: 210000 tokens > 200000, too_long",
        "400, context_length_exceeded, maximum context length is 128000, too_long",
        "401, authentication_error, invalid key, lasting",
        "403, permission_error, not yours, lasting",
        "404, not_found_error, no such model, lasting",
        "408, timeout, too slow, passing",
        "409, conflict, again, passing",
        "413, request_too_large, too large, rejected",
        "429, rate_limit_error, slow down, passing",
        "429, insufficient_quota, You exceeded your current quota, lasting",
        "400, invalid_request_error, Your credit balance is too low, lasting",
        "500, api_error, oops, passing",
        "502, bad_gateway, oops, passing",
        "503, unavailable, oops, passing",
        "529, overloaded_error, Overloaded, passing"
    })
    void anErrorStatusIsWorthTryingAgainOrNot(int status, String type, String words, Kind kind) {
        for (Vendor each : Vendor.values()) {
            ModelException fault = fault(each, to -> to.error(status, each.error(type, words), Map.of()));
            assertThat(fault.kind()).as(each + " " + fault.getMessage()).isEqualTo(kind);
            assertThat(fault).hasMessageContaining(words).hasMessageContaining("" + status);
        }
        assertThat(vendor.asked()).as("the adapter itself never tries again").hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void howLongToWaitIsHandedOn(Vendor each) {
        ModelException fault = fault(
                each, to -> to.error(429, each.error("rate_limit_error", "slow down"), Map.of("retry-after", "7")));
        assertThat(fault.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @EnumSource
    void anErrorThatDoesNotSayItsType(Vendor each) {
        for (String body :
                List.of("{\"error\":{\"message\":\"Overloaded\"}}", "{\"error\":\"Overloaded\"}", "{}", "")) {
            ModelException fault = fault(each, to -> to.error(529, body, Map.of()));
            assertThat(fault.kind()).as(body).isEqualTo(Kind.passing);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anErrorAfterAGoodBeginning(Vendor each) {
        ModelException fault = fault(each, to -> {
            each.begin(to);
            to.event(each == Vendor.anthropic ? "error" : "", each.error("overloaded_error", "Overloaded"))
                    .end();
        });
        assertThat(fault.kind()).isEqualTo(Kind.passing);
        assertThat(fault).hasMessageContaining("Overloaded");
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatIsCut(Vendor each) {
        assertThat(fault(each, to -> {
                            each.begin(to);
                            to.cut();
                        })
                        .kind())
                .isEqualTo(Kind.passing);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatIsCutWithinAnEvent(Vendor each) {
        assertThat(fault(each, to -> {
                            each.begin(to);
                            to.raw("data: {\"type\":\"content_bl");
                            to.cut();
                        })
                        .kind())
                .isEqualTo(Kind.passing);
    }

    @ParameterizedTest
    @EnumSource
    void aStreamThatEndsTooEarly(Vendor each) {
        assertThat(fault(each, to -> {
                    each.begin(to);
                    to.end();
                }))
                .hasMessageContaining("ended before the reply was complete")
                .extracting(ModelException::kind)
                .isEqualTo(Kind.passing);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoJson(Vendor each) {
        assertThat(fault(each, to -> {
                            each.begin(to);
                            to.event(each == Vendor.anthropic ? "content_block_delta" : "", "{nonsense")
                                    .end();
                        })
                        .kind())
                .isEqualTo(Kind.passing);
    }

    @ParameterizedTest
    @EnumSource
    void aPageInsteadOfAnAnswer(Vendor each) {
        ModelException fault =
                fault(each, to -> to.error(502, "<html>Bad gateway</html>", Map.of("content-type", "text/html")));
        assertThat(fault.kind()).isEqualTo(Kind.passing);
        assertThat(fault(each, to -> to.error(200, "<html>Hello</html>", Map.of("content-type", "text/html"))))
                .isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void nobodyListens(Vendor each) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ModelException fault = catchThrowableOfType(
                ModelException.class,
                () -> each.at("http://127.0.0.1:" + port)
                        .reply(LanguageModelContract.request("x"), ModelListener.NONE));
        assertThat(fault.kind()).isEqualTo(Kind.passing);
        assertThat(fault).hasMessageContaining("can't be reached");
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerWithoutEndIsCutOff(Vendor each) {
        String much = "x".repeat(1 << 20);
        ModelException fault = fault(each, to -> {
            each.begin(to);
            for (int i = 0; i < 12; i++) {
                if (each == Vendor.anthropic) AnthropicModelTest.delta(to, 0, "text_delta", "text", much);
                else to.event("", OpenAiModelTest.text(much));
            }
            to.hang();
        });
        assertThat(fault).hasMessageContaining("longer than 8 MB");
    }

    @Test
    void retryAfterMayBeADate() {
        var clock = java.time.Clock.fixed(java.time.Instant.parse("2026-11-24T10:00:00Z"), java.time.ZoneOffset.UTC);
        assertThat(ModelFaults.retryAfter(
                        java.util.Optional.of("Tue, 24 Nov 2026 10:00:30 GMT"), java.util.Optional.empty(), clock))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(ModelFaults.retryAfter(java.util.Optional.of("soon"), java.util.Optional.empty(), clock))
                .isNull();
        assertThat(ModelFaults.retryAfter(java.util.Optional.of("99999"), java.util.Optional.empty(), clock))
                .isEqualTo(Duration.ofMinutes(5));
    }

    private ModelException fault(Vendor each, Answer answer) {
        vendor.then(answer);
        ModelException fault = catchThrowableOfType(
                ModelException.class,
                () -> each.at(vendor.url()).reply(LanguageModelContract.request("x"), ModelListener.NONE));
        assertThat(fault).as("a fault of " + each).isNotNull();
        assertThat(fault.getMessage()).doesNotContain(KEY);
        return fault;
    }
}
