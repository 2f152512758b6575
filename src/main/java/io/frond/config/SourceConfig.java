package io.frond.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the documents of a knowledge come from. */
public sealed interface SourceConfig {

    /** The name of the kind, as the factories are named. */
    String kind();

    /** Whether it is read so quickly and surely that Frond takes requests only afterwards. */
    default boolean near() {
        return false;
    }

    /** A folder, watched. */
    record Folder(Path path) implements SourceConfig {
        @Override
        public String kind() {
            return "folder";
        }

        @Override
        public boolean near() {
            return true;
        }
    }

    /**
     * Pages of the web.
     *
     * @param urls of single pages
     * @param sitemap that lists pages, or further sitemaps; null for none
     * @param allow hosts beside those of {@code urls} and {@code sitemap} that pages and redirects may lead to
     * @param insideToo whether addresses of private networks may be fetched
     * @param most pages
     * @param refresh pages are asked for changes every
     * @param pause between two requests
     */
    record Web(
            List<URI> urls,
            @Nullable URI sitemap,
            List<String> allow,
            boolean insideToo,
            int most,
            Duration refresh,
            Duration pause)
            implements SourceConfig {

        public Web {
            urls = List.copyOf(urls);
            allow = List.copyOf(allow);
        }

        @Override
        public String kind() {
            return "web";
        }
    }

    /**
     * Rows of a query on PostgreSQL.
     *
     * @param url with user, password and database
     * @param query gives {@code id}, {@code text} and the cursor; perhaps {@code title}, {@code modified}, {@code
     *     valid_from}, {@code valid_until}, {@code attributes}
     * @param cursor column that grows with every change
     * @param format extension of what {@code text} holds
     * @param sweep rows that are gone, or changed without their cursor growing, are looked for every
     */
    record Table(Secret url, String query, String cursor, String format, Duration sweep) implements SourceConfig {
        @Override
        public String kind() {
            return "table";
        }

        private static Table from(Section s) {
            return new Table(
                    s.required("url", Wire.secret(), "postgresql://user:password@host/database"),
                    s.required(
                            "query",
                            Kinds.text(),
                            "gives the columns id, text and the cursor; perhaps title, modified,"
                                    + " valid_from, valid_until and attributes, which is JSON"),
                    s.value("cursor", Kinds.column(), "modified", "column that grows with every change of a row"),
                    s.choice("format", List.of("md", "txt", "html"), "md", "what text holds"),
                    s.duration("sweep", Duration.ofMinutes(5), "rows that are gone are looked for every"));
        }
    }

    /** A block in the place of a folder's path. */
    static SourceConfig from(Section s) {
        boolean table = s.has("sql");
        var rows = s.optionalBlock("sql", "rows of a query on PostgreSQL, in place of pages", Table::from);
        var pages = pages(s, table);
        return rows == null ? pages : rows;
    }

    private static Web pages(Section s, boolean none) {
        var urls = s.list("urls", Wire.page(), "pages, each by its address");
        var sitemap = s.optional("sitemap", Wire.page(), "lists pages; one that lists sitemaps will do as well");
        if (!none && urls.isEmpty() && sitemap == null) {
            s.fault("urls", "needs urls, or a sitemap, or sql");
        }
        if (none && (!urls.isEmpty() || sitemap != null)) {
            s.fault("sql", "stands beside pages; a knowledge has one source");
        }
        return new Web(
                urls,
                sitemap,
                s.list("allow", Wire.hostName(), "hosts that pages may be on beside those of urls and sitemap"),
                s.flag("private", false, "whether pages may be on addresses of private networks"),
                s.integer("pages", 1_000, 1, 100_000, "at most"),
                s.duration("refresh", Duration.ofMinutes(15), "pages are asked for changes every"),
                s.duration("pause", Duration.ofMillis(100), "between two requests"));
    }
}
