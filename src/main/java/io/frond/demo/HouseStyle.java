package io.frond.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The voice of the simulated fine-tuned model: it rewrites the text it is given by the house's rules. Wordings are
 * replaced ({@link HouseRules}), parties and defined terms get their capital, long sentences are cut, clauses numbered
 * and headed by who must do what. The same text always becomes the same clauses.
 */
final class HouseStyle implements Voice {
    private static final String FRAME = "[simulated house style: your text, rewritten by fixed rules]";
    private static final Pattern ORDER = Pattern.compile(
            "\\b(?:redraft|rewrite|rephrase|reword|revise|review|edit|polish|simplify|shorten|tighten|clean up|draft|convert|put|turn|make)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CUT =
            Pattern.compile(";\\s+(?:and\\s+|or\\s+)?|,\\s+and\\s+(?=(?:the|each|either|neither)\\s+\\w+\\s+must\\b)|"
                    + ",\\s+(?=except\\s+that\\b)");
    private static final Pattern DEFINED = Pattern.compile("[\"\u201c]([A-Z][\\w -]{1,40})[\"\u201d]");
    private static final Pattern PARTY = Pattern.compile(
            "\\b(the|each|either|neither)\\s+(supplier|customer|client|buyer|seller|purchaser|contractor|company|employee"
                    + "|employer|licensor|licensee|landlord|tenant|lender|borrower|agent|provider|party|parties"
                    + "|agreement|services|goods|fees)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern DUTY = Pattern.compile(
            "^(?:if\\b.*?,\\s*)?(?:the\\s+|each\\s+|either\\s+)?((?:neither\\s+)?[\\w-]+)\\s+(must not|must|may not|may|will)\\s+((?:be\\s+)?\\w+)",
            Pattern.CASE_INSENSITIVE);

    @Override
    public String answer(String message) {
        var text = clauseText(message);
        if (text.isEmpty()) {
            return FRAME + "\n\nThere is no clause in this message to rewrite. Put the text after a colon or a blank"
                    + " line.";
        }
        var changes = new ArrayList<String>();
        var terms = new TreeSet<String>();
        var clauses = clauses(capitalised(reworded(text, changes), terms));
        return FRAME + "\n\n" + numbered(clauses) + "\n\n" + notes(changes, terms);
    }

    /** What stands behind the order to rewrite; the whole message where there is no such order. */
    private static String clauseText(String message) {
        var text = message.strip();
        int line = text.indexOf("\n");
        int colon = text.indexOf(':');
        int cut = colon >= 0 && (line < 0 || colon < line) ? colon : line;
        var first = cut < 0 ? text : text.substring(0, cut);
        if (!ORDER.matcher(first).find()) {
            return text;
        }
        return cut < 0 ? "" : unquoted(text.substring(cut + 1).strip());
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() > 1
                && "\"\u201c'".indexOf(text.charAt(0)) >= 0
                && "\"\u201d'".indexOf(text.charAt(text.length() - 1)) >= 0;
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    private static String reworded(String text, List<String> changes) {
        var worded = text;
        for (var rule : HouseRules.RULES) {
            long times = rule.wording().matcher(worded).results().count();
            if (times > 0) {
                changes.add(rule.told() + (times > 1 ? " (" + times + ")" : ""));
                worded = rule.apply(worded);
            }
        }
        return worded;
    }

    private static String capitalised(String text, Set<String> terms) {
        DEFINED.matcher(text).results().forEach(term -> terms.add(term.group(1)));
        var parties = PARTY.matcher(text).replaceAll(found -> {
            var term = capital(found.group(2).toLowerCase(Locale.ROOT));
            terms.add(term);
            return Matcher.quoteReplacement(found.group(1) + " " + term);
        });
        var defined = parties;
        for (String term : terms) {
            defined = Pattern.compile("\\bthe\\s+" + Pattern.quote(term) + "\\b", Pattern.CASE_INSENSITIVE)
                    .matcher(defined)
                    .replaceAll(found -> Matcher.quoteReplacement(found.group().substring(0, 3) + " " + term));
        }
        return defined;
    }

    private static List<String> clauses(String text) {
        return Sentences.of(text).stream()
                .flatMap(CUT::splitAsStream)
                .map(String::strip)
                .filter(clause -> !clause.isEmpty())
                .map(clause -> capital(clause) + (".!?:".indexOf(clause.charAt(clause.length() - 1)) < 0 ? "." : ""))
                .toList();
    }

    private static String numbered(List<String> clauses) {
        var text = new StringBuilder();
        for (int i = 0; i < clauses.size(); i++) {
            text.append(i == 0 ? "" : "\n").append(i + 1).append(". ");
            text.append(heading(clauses.get(i))).append(clauses.get(i));
        }
        return text.toString();
    }

    private static String heading(String clause) {
        var duty = DUTY.matcher(clause);
        return duty.find()
                ? "**" + capital(duty.group(1)) + " " + duty.group(2).toLowerCase(Locale.ROOT) + " " + duty.group(3)
                        + ".** "
                : "";
    }

    private static String notes(List<String> changes, Set<String> terms) {
        return "Wording changed: " + (changes.isEmpty() ? "nothing" : String.join(", ", changes)) + "."
                + (terms.isEmpty() ? "" : "\nDefined terms: " + String.join(", ", terms) + ".");
    }

    private static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
