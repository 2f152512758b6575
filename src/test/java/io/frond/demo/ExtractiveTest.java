package io.frond.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractiveTest {
    private static final Path POLICIES = Path.of("conf/demo/policies");
    private static final List<String> NAMES =
            List.of("returns", "travel", "expenses", "remote-work", "security", "leave");

    private final Extractive voice = new Extractive();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    How long do I have to return a jacket?                | returns.md     | within 30 days of delivery
                    How long may I return goods?                          | returns.md     | 21 days of delivery
                    Can I send back headphones?                           | returns.md     | sealed box
                    When is the refund paid?                              | returns.md     | 5 working days
                    Who approves trips abroad?                            | travel.md      | head of department
                    How much may a hotel in London cost per night?        | travel.md      | 210 euros
                    Can I fly business class?                             | travel.md      | longer than 8 hours
                    How much am I paid per kilometre with my own car?     | travel.md      | 0.30 euros
                    Until when must I submit an expense claim?            | expenses.md    | within 60 days
                    How high is my training budget?                       | expenses.md    | 1,200 euros
                    Who approves claims above 500 euros?                  | expenses.md    | finance team
                    How many days a week may I work from home?            | remote-work.md | 3 days a week
                    May I work from another country?                      | remote-work.md | 20 working days
                    How many characters must a password have?             | security.md    | 14 characters
                    Whom do I tell about a stolen laptop or device?       | security.md    | incident
                    How many days of annual leave do I get?               | leave.md       | 28 days
                    When do I need a doctor's note?                       | leave.md       | fourth day
                    Do I get days off for my wedding?                     | leave.md       | 2 days off
                    """)
    void quotesTheSentenceOfThePolicyThatAnswersAndNamesTheSource(String question, String source, String answer) {
        assertThat(voice.answer(grounded(policies(), question)))
                .contains(answer)
                .containsPattern("(?m)^\\[\\d+] " + source);
    }

    @Test
    void everythingBetweenTheQuotationMarksStandsInAPassageWordForWord() {
        var answer = voice.answer(grounded(policies(), "How long may clothing be returned?"));
        var quotes = answer.substring(0, answer.indexOf("\n\n")).split("\" \\[\\d+] ?", 0);
        var everything = String.join(" ", policies().values()).replaceAll("\\s+", " ");
        assertThat(quotes).isNotEmpty().allSatisfy(quote -> assertThat(everything)
                .contains(quote.substring(1)));
    }

    @Test
    void anEditedPassageChangesTheAnswer() {
        var edited = Map.of("returns.md", policy("returns").replace("within 30 days", "within 45 days"));
        assertThat(voice.answer(grounded(edited, "How long do I have to return a jacket?")))
                .contains("within 45 days")
                .doesNotContain("30 days");
    }

    @Test
    void saysThatNothingWasFoundWhereThePassagesAreAboutSomethingElse() {
        assertThat(voice.answer(grounded(policies(), "What is the boiling point of mercury?")))
                .startsWith("Nothing was found in the passages")
                .contains("travel.md");
    }

    @Test
    void saysThatNothingWasFoundWhereTheBlockIsEmpty() {
        assertThat(voice.answer("<passages>\n</passages>\nHow long may I return a jacket?"))
                .isEqualTo("Nothing was found in the passages that answers this.");
    }

    @Test
    void saysThatNoPassagesWereGivenWhereThereIsNoBlock() {
        assertThat(voice.answer("How long may I return a jacket?")).startsWith("No passages were given");
    }

    @Test
    void aQuestionWithoutContentWordsHasNoAnswer() {
        assertThat(voice.answer(grounded(policies(), "What about it?"))).startsWith("Nothing was found");
    }

    @Test
    void twoPassagesThatAnswerAreBothQuoted() {
        var answer = voice.answer("""
                <passages>
                <passage id="1" source="a.md">A jacket may be returned within 30 days.</passage>
                <passage id="2" source="b.md">A jacket may be returned within 60 days by members.</passage>
                </passages>
                How long may a jacket be returned?""");
        assertThat(answer).contains("30 days.\" [1]").contains("members.\" [2]").contains("[1] a.md\n[2] b.md");
    }

    static String grounded(Map<String, String> documents, String question) {
        var block = new StringBuilder("<passages>\n");
        int id = 0;
        for (var document : documents.entrySet()) {
            for (String section : document.getValue().split("(?m)^##? ", -1)) {
                if (section.contains("\n")) {
                    block.append(
                            "<passage id=\"%d\" source=\"%s\" heading=\"%s\" modified=\"2026-11-03\">%s</passage>\n"
                                    .formatted(
                                            ++id,
                                            document.getKey(),
                                            section.substring(0, section.indexOf('\n')),
                                            section.substring(section.indexOf('\n'))
                                                    .strip()));
                }
            }
        }
        return block + "</passages>\n\n" + question;
    }

    private static Map<String, String> policies() {
        var documents = new LinkedHashMap<String, String>();
        NAMES.forEach(name -> documents.put(name + ".md", policy(name)));
        return documents;
    }

    private static String policy(String name) {
        try {
            return Files.readString(POLICIES.resolve(name + ".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
