package dev.slipway.backend.session;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.people.People;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.LinkId;
import dev.slipway.protocol.Participant;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.Sharing;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.SharingEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/// Who may do what in a session, changed by people. Every call may block for a commit. Thread-safe.
public final class Shares {
    private final OpenSessions open;
    private final Repositories repositories;
    private final Gate gate;
    private final People people;
    private final Clock clock;

    Shares(OpenSessions open, Repositories repositories, Gate gate, People people, Clock clock) {
        this.open = open;
        this.repositories = repositories;
        this.gate = gate;
        this.people = people;
        this.clock = clock;
    }

    public Answer take(Caller caller, SharingCommand command) {
        return switch (command) {
            case SharingCommand.SetAccess m -> set(caller, m);
            case SharingCommand.MakeLink m -> make(caller, m);
            case SharingCommand.RevokeLink m -> revoke(caller, m);
            case SharingCommand.UseLink m -> use(caller, m);
        };
    }

    /// Who may do what, and the links there are, also those whose time is over.
    public Sharing sharing(SessionId session) {
        return find(session).facts().sharing();
    }

    /// What a link ends with, for those who may give it away.
    ///
    /// @throws Refused where it is over or revoked
    public String code(SessionId session, LinkId link) {
        boolean works =
                find(session).facts().sharing().link(link, clock.millis()).isPresent();
        if (works) return people.links().code(session, link);
        throw new Refused(ErrorCode.not_found, "This link is over, or was revoked.");
    }

    private Answer set(Caller caller, SharingCommand.SetAccess command) {
        Session session = find(command.sessionId());
        Person to = command.email() == null ? null : somebody(session, command.email());
        Answer answer = once(session, command.requestId(), () -> {
            List<SharingEvent> set =
                    List.of(new SharingEvent.AccessSet(command.requestId(), by(caller, session), to, command.role()));
            boolean left = session.facts().sharing().apply(set.getFirst()).access().people().stream()
                    .anyMatch(p -> p.role() == Role.administer);
            if (left) return set;
            throw new Refused(
                    ErrorCode.conflict,
                    "Nobody would be left who administers this session. Let somebody else administer it first.");
        });
        gate.changed();
        return answer;
    }

    private Answer make(Caller caller, SharingCommand.MakeLink command) {
        Session session = find(command.sessionId());
        return once(session, command.requestId(), () -> {
            long now = clock.millis();
            if (session.facts().sharing().links().size() >= SharingCommand.MOST_LINKS)
                throw new Refused(
                        ErrorCode.too_much,
                        "There are " + SharingCommand.MOST_LINKS + " links to this session. Revoke some first.");
            long until = now + Duration.ofDays(command.days()).toMillis();
            return List.of(new SharingEvent.LinkMade(
                    command.requestId(), by(caller, session), LinkId.fresh(), command.role(), until));
        });
    }

    private Answer revoke(Caller caller, SharingCommand.RevokeLink command) {
        Session session = find(command.sessionId());
        return once(session, command.requestId(), () -> {
            boolean there = session.facts().sharing().links().stream()
                    .anyMatch(l -> l.linkId().equals(command.linkId()));
            if (!there) throw new Refused(ErrorCode.not_found, "There is no such link, or it was revoked already.");
            return List.of(new SharingEvent.LinkRevoked(command.requestId(), by(caller, session), command.linkId()));
        });
    }

    /// A wrong link and a session that isn't there get the same answer.
    static Refused wrongLink() {
        return new Refused(ErrorCode.not_found, "This link is wrong, over or revoked. Ask for another one.");
    }

    private Answer use(Caller caller, SharingCommand.UseLink command) {
        Session session = find(command.sessionId());
        Answer answer = once(session, command.requestId(), () -> {
            SharingEvent.LinkMade link = people.links()
                    .link(command.sessionId(), command.code())
                    .flatMap(id -> session.facts().sharing().link(id, clock.millis()))
                    .orElseThrow(Shares::wrongLink);
            return List.of(
                    new SharingEvent.LinkUsed(command.requestId(), by(caller, session), link.linkId(), link.role()));
        });
        gate.changed();
        return answer;
    }

    /// Somebody who was added, or who takes part already: a person may be gone from the installation and still have a
    /// role to be taken away.
    private Person somebody(Session session, String email) {
        return people.person(email)
                .or(() -> session.facts().sharing().access().people().stream()
                        .map(Participant::person)
                        .filter(person -> person.email().equalsIgnoreCase(email))
                        .findFirst())
                .orElseThrow(() -> new Refused(
                        ErrorCode.not_found, "Nobody with the e-mail " + email + " was added to this installation."));
    }

    private Answer once(Session session, RequestId request, Supplier<List<SharingEvent>> decision) {
        Answered outcome = session.once(request, () -> List.copyOf(decision.get()));
        return new Answer(session.id(), session.log().epoch(), outcome.entry(), outcome.repeated());
    }

    private Person by(Caller caller, Session session) {
        return repositories.author(caller, session.facts().creation());
    }

    private Session find(SessionId id) {
        return open.find(id).orElseThrow(() -> Refused.unknown(id));
    }
}
