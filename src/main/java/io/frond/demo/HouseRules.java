package io.frond.demo;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The wording rules of the simulated house style, in the order in which they are applied. */
final class HouseRules {

    /** One wording and what the house writes instead; an empty replacement leaves it out. */
    record Rule(Pattern wording, String says, String instead) {

        private static Rule of(String says, String instead) {
            var words = says.replace(" ", "\\s+");
            return new Rule(
                    Pattern.compile(
                            "\\b" + words + "\\b" + (instead.isEmpty() ? "\\s*" : ""), Pattern.CASE_INSENSITIVE),
                    says,
                    instead);
        }

        /** The rule in words. */
        String told() {
            return says + " -> " + (instead.isEmpty() ? "(left out)" : instead);
        }

        /** A capital at the start of what was found is kept. */
        String apply(String text) {
            return wording.matcher(text).replaceAll(found -> Matcher.quoteReplacement(cased(found.group())));
        }

        private String cased(String found) {
            boolean capital = !instead.isEmpty()
                    && Character.isUpperCase(found.charAt(0))
                    && !found.equals(found.toUpperCase(Locale.ROOT));
            return capital ? instead.substring(0, 1).toUpperCase(Locale.ROOT) + instead.substring(1) : instead;
        }
    }

    static final List<Rule> RULES = List.of(
            Rule.of("shall be entitled to", "may"),
            Rule.of("is entitled to", "may"),
            Rule.of("has the right to", "may"),
            Rule.of("shall be obliged to", "must"),
            Rule.of("is obliged to", "must"),
            Rule.of("is required to", "must"),
            Rule.of("undertakes to", "must"),
            Rule.of("shall", "must"),
            Rule.of("in the event that", "if"),
            Rule.of("in the event of", "if there is"),
            Rule.of("on condition that", "if"),
            Rule.of("provided that", "if"),
            Rule.of("prior to", "before"),
            Rule.of("subsequent to", "after"),
            Rule.of("until such time as", "until"),
            Rule.of("for the duration of", "during"),
            Rule.of("pursuant to", "under"),
            Rule.of("in accordance with", "under"),
            Rule.of("by virtue of", "under"),
            Rule.of("with respect to", "about"),
            Rule.of("in respect of", "for"),
            Rule.of("notwithstanding", "despite"),
            Rule.of("save for", "except for"),
            Rule.of("due to the fact that", "because"),
            Rule.of("in order to", "to"),
            Rule.of("for the purpose of", "for"),
            Rule.of("not less than", "at least"),
            Rule.of("not more than", "at most"),
            Rule.of("no later than", "by"),
            Rule.of("each and every", "each"),
            Rule.of("any and all", "all"),
            Rule.of("null and void", "void"),
            Rule.of("cease and desist from", "stop"),
            Rule.of("on a monthly basis", "monthly"),
            Rule.of("on an annual basis", "yearly"),
            Rule.of("a period of", ""),
            Rule.of("hereinafter referred to as", "called"),
            Rule.of("herein", "in this agreement"),
            Rule.of("hereunder", "under this agreement"),
            Rule.of("hereby", ""),
            Rule.of("aforementioned", ""),
            Rule.of("forthwith", "at once"),
            Rule.of("commence", "start"),
            Rule.of("commences", "starts"),
            Rule.of("terminate", "end"),
            Rule.of("terminates", "ends"),
            Rule.of("utilise", "use"),
            Rule.of("utilize", "use"),
            Rule.of("endeavour to", "try to"),
            Rule.of("remunerate", "pay"),
            Rule.of("notify", "tell"));

    private HouseRules() {}
}
