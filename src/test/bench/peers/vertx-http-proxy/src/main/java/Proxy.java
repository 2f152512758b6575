import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import java.net.URI;

/** Forwards everything from PORT to UPSTREAM, with an event loop and a pool of connections for each core. */
public class Proxy extends VerticleBase {
    private static final int CONNECTIONS = 4096;

    public static void main(String[] args) {
        int cores = Runtime.getRuntime().availableProcessors();
        var vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(cores));
        vertx.deployVerticle(Proxy::new, new DeploymentOptions().setInstances(cores))
                .onFailure(failure -> {
                    System.err.println(failure);
                    System.exit(1);
                });
    }

    @Override
    public Future<HttpServer> start() {
        var upstream = URI.create(System.getenv("UPSTREAM"));
        var pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS).setEventLoopSize(0);
        var client = vertx.createHttpClient(new HttpClientOptions(), pool);
        var options = new HttpServerOptions().setHost("127.0.0.1").setPort(Integer.parseInt(System.getenv("PORT")));
        return vertx.createHttpServer(options)
                .requestHandler(HttpProxy.reverseProxy(client).origin(upstream.getPort(), upstream.getHost()))
                .listen();
    }
}
