package io.frond.config;

import io.frond.model.Tenant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may find which documents of a collection: a document that has one of these attributes is found only by callers
 * of whom the attribute's source says the same. Whoever lacks it finds only documents without the attribute.
 *
 * @param sources where the caller's value comes from, by the document's attribute
 */
public record Acl(SortedMap<String, Source> sources) {
    /** Holds nobody back. */
    public static final Acl NONE = new Acl(new TreeMap<>());

    public Acl {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    }

    /** What is asked about the caller. */
    public enum By {
        TENANT,
        KEY,
        CLAIM
    }

    /** @param name of the key's tag, or the path of the claim; empty for the tenant */
    public record Source(By by, String name) {
        private static final Pattern FORM = Pattern.compile("tenant|(key|claim)\\.([A-Za-z0-9_:/.-]{1,128})");

        private List<String> of(Tenant tenant) {
            var grant = tenant.grant();
            return switch (by) {
                case TENANT -> List.of(tenant.name());
                case KEY -> Stream.ofNullable(grant.tags().get(name)).toList();
                case CLAIM -> grant.claims().getOrDefault(name, List.of());
            };
        }

        private static Source read(Word word) throws Unfit {
            var form = FORM.matcher(word.text());
            if (!form.matches()) {
                throw new Unfit(
                        word.shown() + " is not tenant, key.TAG (a tag of the key) or claim.PATH (of the token)");
            }
            return form.group(1) == null
                    ? new Source(By.TENANT, "")
                    : new Source(form.group(1).equals("key") ? By.KEY : By.CLAIM, form.group(2));
        }
    }

    static Acl from(Section s) {
        var schema = Schemas.pattern("^(" + Source.FORM.pattern() + ")$");
        return new Acl(new TreeMap<>(s.map(
                "acl",
                Kind.of("source", new Source(By.TENANT, ""), schema, Source::read),
                "attributes of documents, each with what the caller must have the same of: tenant, key.TAG or"
                        + " claim.PATH; documents without the attribute are for all")));
    }

    /** What this caller has of each attribute; empty lists for what it lacks. Equal for callers who find the same. */
    public SortedMap<String, List<String>> of(Tenant tenant) {
        var values = new TreeMap<String, List<String>>();
        sources.forEach((attribute, source) -> values.put(attribute, source.of(tenant)));
        return values;
    }

    /** The claims that tokens must carry for it. */
    public Set<String> claims() {
        return sources.values().stream()
                .filter(source -> source.by() == By.CLAIM)
                .map(Source::name)
                .collect(Collectors.toSet());
    }

    public boolean isEmpty() {
        return sources.isEmpty();
    }
}
