package io.frond.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrefixTest extends EveryBalancer {

    @Override
    Balancer balancer() {
        return Balancer.prefix();
    }

    @Test
    void promptsThatBeginAlikeGoToOneEndpoint() {
        var row = Row.of(Row.even(10));
        for (long prompt = 1; prompt < 100; prompt++) {
            int home = row.pick(balancer(), new Draw(new Random(prompt), 0, prompt));
            assertThat(row.pick(balancer(), new Draw(new Random(-prompt), 0, prompt)))
                    .isEqualTo(home);
        }
    }

    @Test
    void whatHasNoPromptGoesByLoad() {
        var row = Row.of(1, 1).inflight(0, 9);
        assertThat(row.story(balancer(), 5)).isEqualTo("BBBBB");
    }
}
