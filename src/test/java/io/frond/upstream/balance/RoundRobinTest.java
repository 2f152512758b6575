package io.frond.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundRobinTest extends EveryBalancer {

    @Override
    Balancer balancer() {
        return Balancer.roundRobin();
    }

    @Test
    void eachComesInTurn() {
        assertThat(Row.of(1, 1, 1).story(balancer(), 9)).isEqualTo("ABCABCABC");
    }

    @Test
    void theTurnsOfAHeavyEndpointAreSpreadAmongTheOthers() {
        var story = Row.of(5, 1, 1).story(balancer(), 70);
        assertThat(story).doesNotContain("A".repeat(7));
        assertThat(story.chars().filter(c -> c == 'A')).hasSizeBetween(49, 51);
    }

    @Test
    void whoComesBackHasOneTurnAtOnceThenItsOwn() {
        var row = Row.of(1, 1, 1).ready(2, false);
        assertThat(row.story(balancer(), 100)).doesNotContain("C");
        assertThat(row.ready(2, true).story(balancer(), 9).chars().filter(c -> c == 'C'))
                .hasSizeBetween(3, 4);
    }
}
