package io.frond.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.frond.model.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    @Test
    void itAgreesWithTheStrictDecoderOfThePlatformOnAnyBytes() {
        var random = new SplittableRandom(11);
        int valid = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = likelyUtf8(random);
            boolean expected = decodes(bytes);
            valid += expected ? 1 : 0;
            assertThat(passes(bytes))
                    .as(() -> java.util.HexFormat.of().formatHex(bytes))
                    .isEqualTo(expected);
        }
        assertThat(valid).isBetween(20_000, 180_000);
    }

    @Test
    void everyCharacterPassesAtEveryPlace() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x3000 ? 1 : 37) {
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                byte[] bytes = ("a".repeat(point % 9) + Character.toString(point) + "bcdefghi")
                        .replaceAll("[\\\\\"\\x00-\\x1f]", "/")
                        .getBytes(StandardCharsets.UTF_8);
                read(bytes);
            }
        }
    }

    @Test
    void escapesNameWholeCharactersWhereverTheyStand() {
        for (int shift = 0; shift < 17; shift++) {
            String before = "x".repeat(shift);
            assertThatCode(() -> check(before + "\\ud83d\\ude00 \\n \\\\ud83d \\u00e9 \\\\\\\\"))
                    .doesNotThrowAnyException();
            for (String bad : new String[] {
                "\\ud83d", "\\ud83dx", "\\ud83d\\n", "\\ude00", "\\uD83D\\u0041", "\\ud83d\\ud83d\\ude00"
            }) {
                assertThatThrownBy(() -> check(before + bad + "tail to fill a word"))
                        .isInstanceOf(Refused.class)
                        .hasMessageContaining("byte " + shift);
            }
        }
    }

    @Test
    void ofALongTextTheEndsAreReadWhereverAnEscapeStands() {
        var parts = List.of("word ", "\\\\", "\\n", "\\u00e9", "é", "€", "\\ud83d\\ude00", "x");
        var random = new SplittableRandom(3);
        for (int round = 0; round < 400; round++) {
            var raw = new StringBuilder("\"first");
            while (raw.length() < 9_000) {
                raw.append(parts.get(random.nextInt(parts.size())));
            }
            byte[] bytes = raw.append(" last\"").toString().getBytes(StandardCharsets.UTF_8);
            var whole = JsonText.decoded(bytes, 1, bytes.length - 1);
            assertThat(whole).startsWith("first").endsWith(" last");
            var excerpt = new JsonText(bytes, 0, bytes.length).excerpt(0, bytes.length);
            assertThat(excerpt).startsWith("first").endsWith(" last").hasSizeLessThan(2 * JsonText.EXCERPT + 2);
            assertThat(isHeadAndTail(excerpt, whole)).as("round " + round).isTrue();
        }
    }

    private static boolean isHeadAndTail(String excerpt, String whole) {
        for (int cut = excerpt.indexOf('\n'); cut >= 0; cut = excerpt.indexOf('\n', cut + 1)) {
            if (whole.startsWith(excerpt.substring(0, cut)) && whole.endsWith(excerpt.substring(cut + 1))) {
                return true;
            }
        }
        return false;
    }

    private static void check(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        read(bytes);
    }

    /** As a string in quotes, of which no place is counted. */
    private static void read(byte[] bytes) {
        byte[] quoted = new byte[bytes.length + 2];
        quoted[0] = '"';
        System.arraycopy(bytes, 0, quoted, 1, bytes.length);
        quoted[bytes.length + 1] = '"';
        assertThat(new JsonText(quoted, 1, quoted.length - 1).behindString(0)).isEqualTo(quoted.length);
    }

    private static byte[] likelyUtf8(SplittableRandom random) {
        int[] leads = {'a', 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf3, 0xf4, 0xf5, 0x80};
        int[] tails = {0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0};
        var bytes = ByteBuffer.allocate(24);
        bytes.put("abcdefghijkl".getBytes(StandardCharsets.US_ASCII), 0, random.nextInt(12));
        int lead = leads[random.nextInt(leads.length)];
        bytes.put((byte) lead);
        int length = lead < 0xc0 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
        for (int i = random.nextInt(10) == 0 ? 1 : 0; i < length; i++) {
            bytes.put((byte) (random.nextInt(3) == 0 ? tails[random.nextInt(tails.length)] : 0xa0));
        }
        bytes.put("mnopqrs".getBytes(StandardCharsets.US_ASCII), 0, random.nextInt(7));
        byte[] exact = new byte[bytes.position()];
        bytes.flip().get(exact);
        return exact;
    }

    private static boolean decodes(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean passes(byte[] bytes) {
        try {
            read(bytes);
            return true;
        } catch (Refused e) {
            return false;
        }
    }
}
