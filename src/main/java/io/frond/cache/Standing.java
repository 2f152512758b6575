package io.frond.cache;

import io.frond.config.Acl;
import io.frond.config.Config;
import io.frond.config.KnowledgeConfig;
import io.frond.model.Grant;
import io.frond.model.Tenant;
import java.security.MessageDigest;
import java.util.List;
import java.util.TreeMap;

/**
 * Which documents a caller may find, as part of a key: an answer is made from them, so callers who find others never
 * share one, though they be of one tenant.
 */
final class Standing {
    private final List<Acl> acls;

    Standing(Config config) {
        this.acls = new TreeMap<>(config.knowledge())
                .values().stream()
                        .map(KnowledgeConfig::terms)
                        .map(terms -> terms.acl())
                        .filter(acl -> !acl.isEmpty())
                        .distinct()
                        .toList();
    }

    /** Adds nothing where no collection holds anybody back. */
    void of(Tenant tenant, MessageDigest into) {
        acls.forEach(acl -> acl.of(tenant).forEach((attribute, values) -> add(attribute, values, into)));
    }

    /** All that collections could hold a caller back by, for keys that clients choose. */
    static void of(Grant grant, MessageDigest into) {
        new TreeMap<>(grant.tags()).forEach((name, value) -> add("key." + name, List.of(value), into));
        new TreeMap<>(grant.claims()).forEach((name, values) -> add("claim." + name, values, into));
    }

    /** In any order: it does not matter to what is found. */
    private static void add(String name, List<String> values, MessageDigest into) {
        Canonical.text(name, into);
        Canonical.text(Integer.toString(values.size()), into);
        values.stream().sorted().forEach(value -> Canonical.text(value, into));
    }
}
