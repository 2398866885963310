package dev.slipway.desktop.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueOrderTest {
    private static final List<PromptQueued> WAITING = List.of(
            prompt("steers1", PromptMode.steer),
            prompt("queued1", null),
            prompt("queued2", PromptMode.queue),
            prompt("queued3", null));

    private static PromptQueued prompt(String id, @Nullable PromptMode mode) {
        Person ada = new Person("Ada", "ada@example.org");
        return new PromptQueued(RequestId.fresh(), new PromptId(id), ada, "Do it", null, null, null, mode, null, null);
    }

    private static Optional<QueueOrder.Place> up(String prompt) {
        return QueueOrder.up(WAITING, new PromptId(prompt));
    }

    private static Optional<QueueOrder.Place> down(String prompt) {
        return QueueOrder.down(WAITING, new PromptId(prompt));
    }

    private static QueueOrder.Place before(@Nullable String prompt) {
        return new QueueOrder.Place(prompt == null ? null : new PromptId(prompt));
    }

    @Test
    void aPromptMovesByOnePlaceAmongThoseThatQueue() {
        assertThat(up("queued3")).contains(before("queued2"));
        assertThat(up("queued2")).contains(before("queued1"));
        assertThat(down("queued1")).contains(before("queued3"));
        assertThat(down("queued2")).contains(before(null));
    }

    @Test
    void theFirstTheLastAndWhatGoesAheadStay() {
        assertThat(up("queued1")).isEmpty();
        assertThat(down("queued3")).isEmpty();
        assertThat(up("steers1")).isEmpty();
        assertThat(down("steers1")).isEmpty();
        assertThat(up("elsewhere")).isEmpty();
    }
}
