package io.frond.account;

import io.frond.model.Journal;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answers of late by the ids of their decisions, so that clients can say what they were worth: so many, each new
 * one in the place of the oldest. Of an answer nothing is kept but whose it is and where it came from. Thread-safe;
 * lives as long as the process, over reloads.
 */
public final class Answered {
    /** About four hundred bytes each. */
    private static final int MOST = 16_384;

    private final Map<String, Answer> answers = new LinkedHashMap<>();

    /**
     * One answer.
     *
     * @param route by which it came, or the backend that its request named
     * @param forget lets the cache forget it; null where the cache does not keep it under its own question
     * @param judgement the last one; null where nobody has judged it
     */
    public record Answer(
            String tenant,
            String route,
            @Nullable Supplier<Future<Void>> forget,
            @Nullable Judgement judgement) {

        private Answer with(Judgement now) {
            return new Answer(tenant, route, forget, now);
        }
    }

    /** An answer begins. Where its tenant or its origin is not known, nobody can judge it. */
    void note(Journal journal) {
        var tenant = journal.tenant();
        var from = journal.provenance();
        if (tenant != null && from != null) {
            note(journal.decision(), new Answer(tenant.name(), from.route(), journal.forget(), null));
        }
    }

    /** A fresh answer that is fetched to check a kept one has the id of that one, which came first. */
    private synchronized void note(String decision, Answer answer) {
        if (answers.putIfAbsent(decision, answer) == null && answers.size() > MOST) {
            var eldest = answers.entrySet().iterator();
            eldest.next();
            eldest.remove();
        }
    }

    /** Empty where it is not remembered. */
    public synchronized Optional<Answer> find(String decision) {
        return Optional.ofNullable(answers.get(decision));
    }

    /**
     * Notes what a tenant thinks of an answer of its own; it takes the place of what was thought before.
     *
     * @return the answer as it was before; empty where the tenant has none of this id
     */
    public synchronized Optional<Answer> judge(String decision, String tenant, Judgement judgement) {
        var before = find(decision).filter(answer -> answer.tenant.equals(tenant));
        before.ifPresent(answer -> answers.put(decision, answer.with(judgement)));
        return before;
    }
}
