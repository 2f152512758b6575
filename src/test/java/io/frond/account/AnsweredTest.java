package io.frond.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.model.Journal;
import io.frond.model.Provenance;
import io.frond.model.Tenant;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnsweredTest {
    private static final Judgement BAD = new Judgement(0, null, false, Instant.EPOCH);

    private final Answered answered = new Answered();

    private void answer(String decision, String tenant, String route) {
        var journal = new Journal("r", decision, 0);
        var unused = journal.identified(new Tenant(tenant, "web", List.of(), List.of(), true));
        journal.found(new Provenance(route, List.of(), List.of()));
        answered.note(journal);
    }

    @Test
    void soManyAreRememberedAndTheOldestGoesFirst() {
        for (int i = 0; i <= 16_384; i++) {
            answer("d" + i, "acme", "policy");
        }

        assertThat(answered.find("d0")).isEmpty();
        assertThat(answered.find("d1")).isPresent();
        assertThat(answered.find("d16384")).isPresent();
    }

    @Test
    void aCheckOfAnAnswerDoesNotTakeItsPlace() {
        answer("d", "acme", "policy");
        answer("d", "acme", "other");

        assertThat(answered.find("d").orElseThrow().route()).isEqualTo("policy");
    }

    @Test
    void nobodyJudgesTheAnswersOfOthers() {
        answer("d", "acme", "policy");

        assertThat(answered.judge("d", "globex", BAD)).isEmpty();
        assertThat(answered.find("d").orElseThrow().judgement()).isNull();
        assertThat(answered.judge("d", "acme", BAD).orElseThrow().judgement()).isNull();
        assertThat(answered.judge("d", "acme", BAD).orElseThrow().judgement()).isEqualTo(BAD);
    }

    @Test
    void whatWasNotAnsweredIsNotRemembered() {
        answered.note(new Journal("r", "d", 0));

        assertThat(answered.find("d")).isEmpty();
    }

    @Test
    void aScoreBelowTheMiddleIsBad() {
        assertThat(new Judgement(0.49, null, false, Instant.EPOCH).label()).isEqualTo("bad");
        assertThat(new Judgement(0.5, null, false, Instant.EPOCH).label()).isEqualTo("neutral");
        assertThat(new Judgement(0.51, null, false, Instant.EPOCH).label()).isEqualTo("good");
    }
}
