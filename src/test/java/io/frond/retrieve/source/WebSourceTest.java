package io.frond.retrieve.source;

import static io.frond.retrieve.Pools.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.frond.config.SourceConfig;
import io.frond.model.Clock;
import io.frond.retrieve.Document;
import io.frond.retrieve.DocumentSource;
import io.frond.retrieve.DocumentSource.Changes;
import io.frond.retrieve.DocumentSource.Reading;
import io.frond.retrieve.Pools;
import io.frond.retrieve.format.Formats;
import io.frond.testing.FakeClock;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class WebSourceTest {
    private static final Changes NOTHING = new Changes(List.of(), List.of());

    private final FakeClock clock = new FakeClock();
    private Vertx vertx;
    private Site site;
    private DocumentSource source;
    private List<InetAddress> addresses = List.of();

    @BeforeEach
    void begin(Vertx vertx) throws Exception {
        this.vertx = vertx;
        site = Site.open(vertx);
        addresses = List.of(InetAddress.getLoopbackAddress());
        source = open(true, site.url("/sitemap.xml"));
    }

    @AfterEach
    void end() throws Exception {
        get(source.close());
    }

    private DocumentSource open(boolean insideToo, @Nullable URI sitemap, URI... urls) {
        var config = new SourceConfig.Web(
                List.of(urls),
                sitemap,
                List.of("other.test"),
                insideToo,
                10,
                Duration.ofMinutes(15),
                Duration.ofMillis(1));
        var formats = Formats.on(vertx, Pools.two(vertx, "formats"), Clock.system());
        var parts = new WebSource.Parts(vertx, Pools.two(vertx, "names"), formats, clock);
        return new WebSource(config, parts, host -> addresses);
    }

    @Test
    void theFirstLookNamesEveryPageOfTheSitemapAndOfTheList() throws Exception {
        site.pages.put("/a", "one");
        site.pages.put("/b", "two");
        source = open(true, site.url("/sitemap.xml"), site.url("/extra"));
        assertThat(look().changed()).containsExactlyInAnyOrder(id("/a"), id("/b"), id("/extra"));
    }

    @Test
    void aPageIsReadByItsContentType() throws Exception {
        site.pages.put("/a", "# Größe\n");
        assertThat(whole("/a").text()).isEqualTo("# Größe\n");
        odd("/b", "text/html; charset=ISO-8859-1", Buffer.buffer(new byte[] {'<', 'p', '>', (byte) 0xE9}));
        assertThat(whole("/b").text()).isEqualTo("é\n\n");
        odd("/c.md", "text/plain", Buffer.buffer("# c"));
        assertThat(whole("/c.md").text()).isEqualTo("# c");
        odd("/d", "image/png", Buffer.buffer("x"));
        assertThat(why("/d")).contains("image/png");
    }

    @Test
    void betweenTheRoundsNobodyIsAsked() throws Exception {
        site.pages.put("/a", "one");
        settle();
        site.asked.clear();
        site.pages.put("/a", "two");
        assertThat(look()).isEqualTo(NOTHING);
        assertThat(site.asked).isEmpty();
    }

    @Test
    void unchangedPagesAreAskedConditionallyAndNotRead() throws Exception {
        site.pages.put("/a", "one");
        settle();
        site.asked.clear();
        assertThat(next()).isEqualTo(NOTHING);
        assertThat(site.asked).containsExactly("/sitemap.xml", "? /a");
    }

    @Test
    void aChangedPageIsNamedAloneWithAnotherVersion() throws Exception {
        site.pages.put("/a", "one");
        site.pages.put("/b", "same");
        settle();
        var before = whole("/a").version();
        site.pages.put("/a", "two");
        assertThat(next().changed()).containsExactly(id("/a"));
        assertThat(whole("/a").version()).isNotEqualTo(before);
        assertThat(next()).isEqualTo(NOTHING);
    }

    @Test
    void aServerWithoutEtagsIsComparedByContent() throws Exception {
        odd("/a", "text/markdown", Buffer.buffer("same"));
        source = open(true, null, site.url("/a"));
        settle();
        assertThat(next()).isEqualTo(NOTHING);
        odd("/a", "text/markdown", Buffer.buffer("other"));
        assertThat(next().changed()).containsExactly(id("/a"));
    }

    @Test
    void pagesThatAreGoneOrNoLongerListedAreNamedOnce() throws Exception {
        site.pages.put("/a", "one");
        site.pages.put("/b", "two");
        source = open(true, site.url("/sitemap.xml"), site.url("/b"));
        settle();
        site.pages.clear();
        assertThat(next().removed()).containsExactlyInAnyOrder(id("/a"), id("/b"));
        assertThat(next().removed()).isEmpty();
    }

    @Test
    void aSitemapThatCannotBeHadTakesNothingAway() throws Exception {
        site.pages.put("/a", "one");
        settle();
        site.mapped = false;
        assertThat(next()).isEqualTo(NOTHING);
        site.mapped = true;
        site.pages.put("/b", "two");
        clock.advance(Duration.ofMinutes(1));
        assertThat(look().changed()).containsExactly(id("/b"));
    }

    @Test
    void lastModifiedIsWhenTheDocumentWasChanged() throws Exception {
        site.odd.put("/a", response -> response.putHeader("content-type", "text/plain")
                .putHeader("last-modified", "Tue, 03 Nov 2026 10:00:00 GMT")
                .end("x"));
        assertThat(whole("/a").modified()).isEqualTo(Instant.parse("2026-11-03T10:00:00Z"));
        site.pages.put("/b", "x");
        assertThat(whole("/b").modified()).isEqualTo(clock.now());
    }

    @Test
    void privateAddressesAreRefusedEvenBesidePublicOnes() throws Exception {
        site.pages.put("/a", "secret");
        source = open(false, null, site.url("/a"));
        assertThat(why("/a")).contains("private network");
        addresses = List.of(InetAddress.getByName("93.184.216.34"), InetAddress.getByName("10.0.0.1"));
        assertThat(why("/a")).contains("private network");
        assertThat(site.asked).isEmpty();
    }

    @Test
    void theAddressThatWasCheckedIsTheOneThatIsAsked() throws Exception {
        site.pages.put("/a", "text");
        assertThat(whole("/a").text())
                .as("site.test has no address but the one given here")
                .isEqualTo("text");
    }

    @Test
    void redirectsAreFollowedToAllowedHostsOnly() throws Exception {
        site.pages.put("/a", "text");
        redirect("/near", "/a");
        redirect("/far", "http://elsewhere.test/a");
        redirect("/port", "http://other.test:" + site.url("/").getPort() + "/a");
        redirect("/file", "file:///etc/hostname");
        redirect("/user", "http://site.test@elsewhere.test/");
        redirect("/loop", "/loop");
        assertThat(whole("/near").text()).isEqualTo("text");
        assertThat(why("/far")).contains("elsewhere.test:80", "source.allow");
        assertThat(why("/port")).contains("source.allow");
        assertThat(why("/file")).contains("neither http nor https");
        assertThat(why("/user")).contains("without a plain host");
        assertThat(why("/loop")).contains("redirected too often");
    }

    @Test
    void hugePackedAndFailingPagesAreLeftOut() throws Exception {
        site.odd.put("/huge", response -> {
            response.setChunked(true);
            endless(response);
        });
        site.odd.put("/gzip", response -> response.putHeader("content-encoding", "gzip")
                .end("x"));
        site.odd.put("/broken", response -> response.setStatusCode(500).end());
        assertThat(why("/huge")).contains("larger than 32 MiB");
        assertThat(why("/gzip")).contains("packed");
        assertThat(why("/broken")).contains("answers 500");
        assertThat(why("/missing")).contains("answers 404");
    }

    private static void endless(io.vertx.core.http.HttpServerResponse response) {
        response.write(Buffer.buffer(new byte[1 << 20])).onSuccess(sent -> endless(response));
    }

    @Test
    void sitemapsOfSitemapsAreFollowedAndEntitiesAreNot() throws Exception {
        site.pages.put("/a", "one");
        site.odd.put(
                "/index.xml",
                response -> response.end(
                        "<sitemapindex><sitemap><loc>" + site.url("/sitemap.xml") + "</loc></sitemap><sitemap><loc>"
                                + site.url("/index.xml") + "</loc></sitemap></sitemapindex>"));
        source = open(true, site.url("/index.xml"));
        assertThat(look().changed()).containsExactly(id("/a"));

        site.odd.put(
                "/evil.xml",
                response -> response.end("<!DOCTYPE u [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><urlset><url><loc>"
                        + "http://site.test/&x;</loc></url></urlset>"));
        source = open(true, site.url("/evil.xml"));
        assertThat(look()).isEqualTo(NOTHING);
    }

    private void redirect(String from, String to) {
        site.odd.put(from, response -> response.setStatusCode(302)
                .putHeader("location", to)
                .end());
    }

    private void odd(String path, String type, Buffer body) {
        Consumer<io.vertx.core.http.HttpServerResponse> answer =
                response -> response.putHeader("content-type", type).end(body);
        site.odd.put(path, answer);
    }

    private String id(String path) {
        return site.url(path).toString();
    }

    private Changes look() throws Exception {
        return get(source.look());
    }

    private Changes next() throws Exception {
        clock.advance(Duration.ofMinutes(15));
        return look();
    }

    private void settle() throws Exception {
        for (var id : look().changed()) {
            assertThat(get(source.read(id))).isInstanceOf(Reading.Whole.class);
        }
    }

    private Document whole(String path) throws Exception {
        return ((Reading.Whole) get(source.read(id(path)))).document();
    }

    private String why(String path) throws Exception {
        return ((Reading.Unfit) get(source.read(id(path)))).why();
    }
}
