package dev.slipway.backend.agent;

import dev.slipway.backend.agent.tools.Arguments;
import dev.slipway.backend.agent.tools.BadArguments;
import dev.slipway.backend.agent.tools.Toolbox;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.ModelException;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One turn while it runs. On the turn's thread only.
final class Turn {
    private static final int MOST_OUTPUT_TOKENS = 32_000;
    private static final int MOST_TITLE_CHARACTERS = 200;

    private final TurnId turnId;
    private final LanguageModel model;
    private final Toolbox tools;
    private final TurnLog log;
    private final Pictures pictures;
    private final String system;
    private final ModelCaller caller;
    private final ToolRunner runner;

    Turn(TurnInput input, Recorder recorder, LanguageModel model, Toolbox tools, AgentClock clock, Backoff backoff) {
        this.turnId = input.turnId();
        this.model = model;
        this.tools = tools;
        this.log = new TurnLog(input, recorder);
        this.pictures = Pictures.of(input.history(), input.attachments());
        this.system = Prompts.system(input.systemFacts(), input.agentsFile());
        this.caller = new ModelCaller(model, clock, backoff, turnId, recorder, log);
        SandboxUse sandbox = new SandboxUse(input.sandbox(), log);
        this.runner = new ToolRunner(tools, clock, turnId, recorder, log, sandbox);
    }

    TurnEnd run() throws InterruptedException {
        runner.closeInterrupted(progress().unfinished());
        while (true) {
            Optional<TurnEnd> end = progress().end();
            if (end.isPresent()) return end.get();
            Optional<String> refusal = log.refusal();
            if (refusal.isPresent()) return progress().failed(refusal.get());
            try {
                Optional<String> failure = runner.run(isFull() ? compacted() : step());
                if (failure.isPresent()) return progress().failed(failure.get());
            } catch (ModelException e) {
                return progress().failed(String.valueOf(e.getMessage()));
            }
        }
    }

    private TurnProgress progress() {
        return TurnProgress.of(log.events(), turnId);
    }

    private boolean isFull() {
        return !log.justCompacted() && Compaction.due(request(), log.lastUsage(), model.contextTokens());
    }

    /// One model call, recorded whole. Its tool calls are still to be run.
    private List<SessionEvent.ToolStarted> step() throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        while (true) {
            try {
                return recorded(caller.shown(this::steered));
            } catch (ModelException e) {
                if (e.kind() == ModelException.Kind.rejected && pictures.any()) goOnWithoutPictures(e);
                else if (e.kind() == ModelException.Kind.too_long && !log.justCompacted()) return compacted();
                else throw e;
            }
        }
    }

    /// Not every model takes images, nor every image; the words and the files are there all the same.
    private void goOnWithoutPictures(ModelException refusal) {
        pictures.refuse();
        String reason = "The model may not take the attached images, so it is asked without them. ";
        log.record(List.of(new SessionEvent.ModelRetrying(turnId, 1, 0, reason + refusal.getMessage())));
    }

    /// With what people wrote meanwhile, which a summary would leave out.
    private ModelRequest steered() {
        log.steer().forEach(told -> pictures.add(told.prompt()));
        return request();
    }

    private ModelRequest request() {
        List<Message> messages = new ArrayList<>(Transcript.of(log.events(), pictures));
        if (messages.isEmpty() || messages.getLast().role() == Message.Role.assistant)
            messages.add(Message.user("Go on."));
        int output = Math.min(MOST_OUTPUT_TOKENS, model.contextTokens() / 4);
        return new ModelRequest(system, tools.specs(), messages, output, log.effort());
    }

    /// A summary in the place of what was said; no tool is called.
    private List<SessionEvent.ToolStarted> compacted() throws InterruptedException {
        ModelReply reply = Compaction.summarize(caller, request());
        String summary = Compaction.text(reply, log.prompts());
        log.record(List.of(new SessionEvent.ContextCompacted(turnId, summary, reply.usage())));
        return List.of();
    }

    private List<SessionEvent.ToolStarted> recorded(ModelCaller.Shown shown) {
        ModelReply reply = shown.reply();
        boolean refused = reply.stopReason() == ModelReply.StopReason.refusal;
        List<SessionEvent> events = new ArrayList<>();
        List<SessionEvent.ToolStarted> calls = new ArrayList<>();
        for (int i = 0; i < reply.parts().size(); i++) {
            Part part = reply.parts().get(i);
            events.addAll(shown.drafts().finished(i, part));
            if (!(part instanceof Part.ToolCall call) || refused) continue;
            SessionEvent.ToolStarted started = started(call, calls);
            calls.add(started);
            events.add(started);
        }
        int step = progress().steps() + 1;
        events.add(
                new SessionEvent.StepFinished(turnId, step, reply.stopReason().name(), reply.usage()));
        log.record(events);
        return calls;
    }

    private SessionEvent.ToolStarted started(Part.ToolCall call, List<SessionEvent.ToolStarted> before) {
        String tool = call.tool().replaceAll("[^A-Za-z0-9_-]", "_");
        if (tool.isEmpty()) tool = "nameless";
        if (tool.length() > 64) tool = tool.substring(0, 64);
        ToolCallId id = freshOrOwn(call.id(), before);
        return new SessionEvent.ToolStarted(turnId, id, tool, call.arguments(), title(tool, call), BlockId.fresh());
    }

    /// The model's own id, unless it is no id or was used before, as some servers count from 0 in every reply.
    private ToolCallId freshOrOwn(String id, List<SessionEvent.ToolStarted> before) {
        try {
            ToolCallId own = new ToolCallId(id);
            boolean used = before.stream().anyMatch(call -> call.toolCallId().equals(own))
                    || log.events().stream()
                            .anyMatch(e -> e instanceof SessionEvent.ToolStarted s
                                    && s.toolCallId().equals(own));
            if (!used) return own;
        } catch (IllegalArgumentException e) {
            // A name of ours will do: call and result only have to agree.
        }
        return new ToolCallId("call_" + BlockId.fresh());
    }

    private String title(String tool, Part.ToolCall call) {
        String title;
        try {
            title = tools.find(tool)
                    .map(found -> found.title(Arguments.parse(call.arguments())))
                    .orElse(tool);
        } catch (BadArguments e) {
            title = tool;
        }
        String line = title.strip().lines().findFirst().orElse(tool).replaceAll("[\\p{Cntrl}\\p{Cf}]", "�");
        return line.length() <= MOST_TITLE_CHARACTERS ? line : Cut.to(line, MOST_TITLE_CHARACTERS - 1) + "…";
    }
}
