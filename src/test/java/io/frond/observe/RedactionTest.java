package io.frond.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Authorization: Bearer abcdef123|Authorization: Bearer ***",
                "authorization: bearer  a.b.c, next|authorization: bearer  ***, next",
                "{\"key\":\"sk-proj-AbC_123456\"}|{\"key\":\"sk-***\"}",
                "used fk-0123456789abcdef twice fk-0123456789abcdef|used fk-*** twice fk-***",
                "redis://:s3cret@cache:6379/0 is gone|redis://***@cache:6379/0 is gone",
                "rediss://frond:s3cret@cache|rediss://***@cache",
                "see http://127.0.0.1:8080/v1 or mail a@b|see http://127.0.0.1:8080/v1 or mail a@b",
                "sent eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2ln-bmF0_dXJl, and more|sent eyJ***, and more",
                "/v1/x?t=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2ln|/v1/x?t=eyJ***",
                "token_eyJhbGciOiJub25lIn0.e30.|token_eyJ***",
                "eyJhbGciOiJkaXIifQ..aXY.Y2lwaGVy.dGFn!|eyJ***!",
                "cut off eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOi...|cut off eyJ***",
                "eyJhbGciOiJSUzI1NiJ9 and keyJoin.of are none|eyJhbGciOiJSUzI1NiJ9 and keyJoin.of are none",
                "nothing to hide|nothing to hide",
                "task-management and disk-usage|task-management and disk-usage",
                "the bearer of news|the bearer of news",
            })
    void keysAreTakenOutAndTheRestStays(String text, String shown) {
        assertThat(Redaction.of(text)).isEqualTo(shown);
    }

    @Test
    void aLongTextTakesNoLongTime() {
        long began = System.nanoTime();
        assertThat(Redaction.of("bearer ".repeat(20_000)
                        + "sk-".repeat(20_000)
                        + "://a".repeat(20_000)
                        + "eyJ-".repeat(20_000)
                        + "eyJ.".repeat(20_000)))
                .isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }
}
