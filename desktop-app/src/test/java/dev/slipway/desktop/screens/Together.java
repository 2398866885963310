package dev.slipway.desktop.screens;

import dev.slipway.client.ApiClient;
import dev.slipway.client.LocalBackend;
import dev.slipway.client.SessionListener;
import dev.slipway.client.SlipwayClient;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.shell.ShellModel.Overlay;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ClientMessage.Typing;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.ObjectMapper;

/// Several people in one installation: who is here, what is unread, shared, found and spent.
final class Together implements AutoCloseable {
    private static final int[] TWO = {360, 1440};
    private static final int[] ALL = {360, 900, 1440};
    private static final List<String> NAMES = List.of("Grace Hopper", "Alan Turing", "Barbara Liskov", "杜 甫");

    private final Studio studio;
    private final List<SlipwayClient> others = new ArrayList<>();

    Together(Studio studio) {
        this.studio = studio;
    }

    void alone(SessionId session) {
        studio.show(session);
        overlay("sharing-alone", Overlay.sharing, TWO);
    }

    /// From now on there are others.
    void come() throws Exception {
        LocalBackend backend = studio.address();
        try (HttpClient http = HttpClient.newHttpClient();
                ApiClient api = ApiClient.open(backend)) {
            for (String name : NAMES) {
                String email = name.split(" ")[0].toLowerCase(java.util.Locale.ROOT) + "@example.org";
                String link = invited(http, backend, name, email.replace("杜", "du"));
                String token =
                        api.redeem(link.replaceAll(".*#", ""), "desktop").get().secret();
                others.add(SlipwayClient.open(backend.url(), token, "desktop", "1", (state, reason) -> {}));
            }
        }
    }

    /// @param seen the session that is shown
    void ofPeople(SessionId seen, SessionId other, SessionId third) {
        SlipwayClient grace = others.getFirst();
        follow(grace, seen);
        others.subList(1, 4).forEach(each -> follow(each, other));
        studio.size(1440);
        studio.show(third);
        studio.show(seen);
        grace.send(new SubmitPrompt(RequestId.fresh(), third, "And the usage text, please.", null, null))
                .join();
        Studio.until(() -> studio.desk().connection().board().get().isUnread(third)
                && studio.desk().connection().gatherings().get().size() >= 2);
        for (int width : ALL) {
            grace.typing(Typing.in(seen));
            studio.shoot("together", width);
        }
        Window.run(() -> studio.desk().showSessions());
        studio.shoot("unread", 360);
        studio.show(seen);
        Window.run(() -> studio.desk().follow().follow(new Person("Grace Hopper", "grace@example.org")));
        studio.shoot("following", TWO);
        Window.run(() -> studio.desk().follow().stop());
    }

    void ofSharing(SessionId session) {
        studio.send(new SharingCommand.SetAccess(RequestId.fresh(), session, "grace@example.org", Role.administer));
        studio.send(new SharingCommand.SetAccess(RequestId.fresh(), session, "alan@example.org", Role.view));
        studio.send(new SharingCommand.MakeLink(RequestId.fresh(), session, Role.take_part, 7));
        studio.show(session);
        overlay("sharing", Overlay.sharing, ALL);
    }

    void ofSearching() {
        studio.size(1440);
        Window.run(() -> studio.shell().toggle(Overlay.search));
        studio.settle();
        studio.shoot("search-empty", TWO);
        studio.size(1440);
        studio.clickOn("#search-field").write("greet");
        Studio.until(() -> !studio.lookup(".snippet-found").queryAll().isEmpty());
        studio.settle();
        studio.shoot("search", ALL);
        Window.run(() -> studio.shell().closeOverlay());
    }

    void ofCosts() {
        overlay("costs", Overlay.costs, TWO);
    }

    /// What somebody tells the agent in the middle of the turn that runs.
    void steer(SessionId session, String words) {
        others.getFirst()
                .send(new SubmitPrompt(RequestId.fresh(), session, words, null, null, List.of(), PromptMode.steer))
                .join();
    }

    @Override
    public void close() {
        others.forEach(SlipwayClient::close);
    }

    private void overlay(String name, Overlay overlay, int[] widths) {
        Window.run(() -> studio.shell().toggle(overlay));
        studio.settle();
        studio.shoot(name, widths);
        Window.run(() -> studio.shell().closeOverlay());
    }

    private static void follow(SlipwayClient who, SessionId session) {
        who.follow(session, 1, new SessionListener() {
            @Override
            public void logged(Logged logged) {}
        });
    }

    private static String invited(HttpClient http, LocalBackend backend, String name, String email) throws Exception {
        ObjectMapper json = new ObjectMapper();
        String body = json.writeValueAsString(java.util.Map.of("name", name, "email", email));
        HttpRequest request = HttpRequest.newBuilder(URI.create(backend.url() + "/v1/people"))
                .header("Authorization", "Bearer " + backend.token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return Objects.requireNonNull(
                json.readTree(answer).at("/invitation/link").asString());
    }
}
