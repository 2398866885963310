package dev.slipway.backend.session;

import dev.slipway.protocol.ClientMessage.Typing;
import dev.slipway.protocol.RepositoryName;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gets ready what a prompt that is being written will need. Thread-safe.
final class Drafts {
    private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);

    private final OpenSessions open;
    private final Repositories repositories;
    private final Pool pool;
    private final Set<Typing> underWay = ConcurrentHashMap.newKeySet();

    Drafts(OpenSessions open, Repositories repositories, Pool pool) {
        this.open = open;
        this.repositories = repositories;
        this.pool = pool;
    }

    /// Returns at once. What is under way already isn't begun again.
    void typed(Typing typing) {
        if (!underWay.add(typing)) return;
        Thread.ofVirtual().name("draft").start(() -> {
            try {
                prepare(typing);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // Who sends the prompt will be told.
                LOG.debug("what is typed for is not ready ahead: {}", e.getMessage());
            } finally {
                underWay.remove(typing);
            }
        });
    }

    private void prepare(Typing typing) throws InterruptedException {
        if (typing.sessionId() != null)
            open.find(typing.sessionId())
                    .filter(session ->
                            !session.facts().archived() && !session.facts().isImported())
                    .ifPresent(Drafts::prepare);
        RepositoryName repository = typing.repository();
        if (repository != null) pool.typed(repository, typing.base(), repositories.newest(repository, typing.base()));
    }

    private static void prepare(Session session) {
        session.workspace().warm();
        Rest.settle(session);
    }
}
