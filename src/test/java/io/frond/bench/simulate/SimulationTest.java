package io.frond.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.frond.bench.simulate.Simulation.Outcome;
import io.frond.upstream.balance.Balancer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of ten servers one is ten times slower and one flaps; then ten that know prompts again. */
class SimulationTest {
    private static final double SECONDS = 240;
    private static final Duration RAMP = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theFirstTokenComesSoonestByTwoChoicesThenByLeastLoadThenInTurn(long seed) {
        double choices = sick(Balancer.p2c(), seed, RAMP).p99();
        double load = sick(Balancer.leastLoaded(), seed, RAMP).p99();
        double turn = sick(Balancer.roundRobin(), seed, RAMP).p99();

        assertThat(choices).isLessThan(load / 2);
        assertThat(load).isLessThan(turn / 10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nobodyStarvesAndNoRequestIsLost(long seed) {
        for (var balancer : new Balancer[] {Balancer.p2c(), Balancer.leastLoaded(), Balancer.roundRobin()}) {
            var seen = sick(balancer, seed, RAMP);
            assertThat(seen.least()).isGreaterThan(0.001);
            assertThat(seen.failed()).isZero();
            assertThat(seen.asked()).isGreaterThan(30_000);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aServerThatHasRecoveredIsNotOverrun(long seed) {
        for (var balancer : new Balancer[] {Balancer.p2c(), Balancer.leastLoaded(), Balancer.roundRobin()}) {
            assertThat(sick(balancer, seed, RAMP).rush()).isBetween(0.01, 0.5);
            assertThat(sick(balancer, seed, Duration.ZERO).rush()).isBetween(0.5, 2.0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void promptsThatBeginAlikeMeetTheirCacheMuchMoreOftenThanByChance(long seed) {
        var chance = prompts(Balancer.p2c(), seed);
        var affinity = prompts(Balancer.prefix(), seed);

        assertThat(affinity.hits()).isGreaterThan(chance.hits() + 0.2);
        assertThat(affinity.p50()).isLessThan(chance.p50());
        assertThat(affinity.p99()).isLessThan(chance.p99());
        assertThat(affinity.crowding()).isLessThan(1.5);
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        assertThat(sick(Balancer.p2c(), 9, RAMP)).isEqualTo(sick(Balancer.p2c(), 9, RAMP));
    }

    private static Outcome sick(Balancer balancer, long seed, Duration ramp) {
        return Simulation.of(Scene.ofSickServers(seed, SECONDS, ramp), balancer);
    }

    private static Outcome prompts(Balancer balancer, long seed) {
        return Simulation.of(Scene.ofLongPrompts(seed, SECONDS), balancer);
    }
}
