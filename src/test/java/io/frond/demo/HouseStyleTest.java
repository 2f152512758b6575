package io.frond.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HouseStyleTest {
    private final HouseStyle voice = new HouseStyle();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    The tenant shall pay the rent.                       | The Tenant must pay the rent.
                    The tenant shall not sublet.                         | The Tenant must not sublet.
                    In the event that rain falls, we stay.               | If rain falls, we stay.
                    Pay prior to delivery.                               | Pay before delivery.
                    The buyer shall be entitled to cancel.               | The Buyer may cancel.
                    The parties hereby agree.                            | The Parties agree.
                    It lasts for a period of 3 years.                    | It lasts for 3 years.
                    """)
    void legaleseBecomesTheHousesWording(String text, String expected) {
        assertThat(voice.answer("Redraft: " + text)).contains(expected);
    }

    @Test
    void clausesAreCutNumberedAndHeadedByWhoMustDoWhat() {
        assertThat(voice.answer("Rewrite this clause: The supplier shall deliver the goods within 30 days; the customer"
                        + " shall pay the fees prior to delivery."))
                .contains("1. **Supplier must deliver.** The Supplier must deliver the Goods within 30 days.")
                .contains("2. **Customer must pay.** The Customer must pay the Fees before delivery.")
                .contains("Wording changed: shall -> must (2), prior to -> before.")
                .contains("Defined terms: Customer, Fees, Goods, Supplier.");
    }

    @Test
    void aTermThatTheTextDefinesIsWrittenWithItsCapitalFromThenOn() {
        assertThat(voice.answer("Redraft: Frond Ltd (the \"Operator\") runs it. Ask the operator."))
                .contains("Ask the Operator.");
    }

    @Test
    void otherTextGivesOtherClauses() {
        assertThat(voice.answer("Redraft: The buyer shall pay."))
                .isNotEqualTo(voice.answer("Redraft: The seller shall deliver."));
    }

    @Test
    void theSameTextGivesTheSameClauses() {
        assertThat(voice.answer("Redraft: The buyer shall pay."))
                .isEqualTo(voice.answer("Redraft: The buyer shall pay."));
    }

    @Test
    void textWithoutAnOrderIsRewrittenAsAWhole() {
        assertThat(voice.answer("The buyer shall pay: cash only.")).contains("The Buyer must pay: cash only.");
    }

    @Test
    void textThatFollowsTheRulesIsLeftAlone() {
        assertThat(voice.answer("Rewrite:\nWe deliver on Monday."))
                .contains("1. We deliver on Monday.")
                .contains("Wording changed: nothing.");
    }

    @Test
    void anOrderWithoutAClauseIsToldSo() {
        assertThat(voice.answer("Redraft clause 7 in our style")).contains("There is no clause in this message");
        assertThat(voice.answer("")).contains("There is no clause in this message");
    }

    @Test
    void everyAnswerSaysThatItIsSimulated() {
        assertThat(voice.answer("x")).startsWith("[simulated house style");
    }
}
