package io.frond.retrieve.source;

import io.frond.retrieve.Pools;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A small web site on loopback, with a sitemap of its pages, that answers conditional requests. */
final class Site {
    final Map<String, String> pages = new ConcurrentSkipListMap<>();
    final Map<String, Consumer<HttpServerResponse>> odd = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    boolean mapped = true;
    private final HttpServer server;

    private Site(Vertx vertx) {
        server = vertx.createHttpServer().requestHandler(this::answer);
    }

    static Site open(Vertx vertx) throws Exception {
        var site = new Site(vertx);
        var unused = Pools.get(site.server.listen(0, "127.0.0.1"));
        return site;
    }

    URI url(String path) {
        return URI.create("http://site.test:" + server.actualPort() + path);
    }

    private void answer(HttpServerRequest request) {
        var path = request.path();
        boolean conditional = request.getHeader("if-none-match") != null;
        asked.add((conditional ? "? " : "") + path);
        var response = request.response();
        if (odd.containsKey(path)) {
            odd.get(path).accept(response);
        } else if (path.equals("/sitemap.xml")) {
            response.setStatusCode(mapped ? 200 : 503).end(sitemap());
        } else if (!pages.containsKey(path)) {
            response.setStatusCode(404).end();
        } else {
            page(pages.get(path), request);
        }
    }

    private static void page(String text, HttpServerRequest request) {
        var etag = "\"" + Integer.toHexString(text.hashCode()) + "\"";
        var response = request.response().putHeader("etag", etag);
        if (etag.equals(request.getHeader("if-none-match"))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("content-type", "text/markdown; charset=utf-8").end(text);
        }
    }

    private String sitemap() {
        var map = new StringBuilder("<?xml version=\"1.0\"?><urlset xmlns=\"x\">");
        pages.keySet()
                .forEach(path -> map.append("<url><loc>").append(url(path)).append("</loc></url>"));
        return map.append("</urlset>").toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
