# syntax=docker/dockerfile:1
# docker build -t frond . && docker run --rm -p 8080:8080 frond demo --listen 0.0.0.0:8080

FROM maven:3.9.16-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
COPY src/main src/main
# the launcher's own command, scripts/frond
RUN --mount=type=cache,target=/root/.m2 mvn -B -Dquick -Dmaven.test.skip=true package

FROM eclipse-temurin:25.0.4_7-jre-noble
# libraries change less often than the program: a layer of their own
COPY --from=build /src/target/lib /opt/frond/lib
COPY conf /opt/frond/conf
# the demo answers from the manual
COPY src/main/docs /opt/frond/src/main/docs
COPY LICENSE /opt/frond/
COPY --from=build /src/target/frond.jar /opt/frond/

# All that is ever written: native libraries unpacked at the start, and what is kept. Both work with --read-only.
RUN mkdir -p /var/lib/frond /etc/frond && chown 10001:10001 /var/lib/frond
VOLUME ["/tmp", "/var/lib/frond"]
USER 10001:10001
# serve finds frond.yaml here
WORKDIR /etc/frond
EXPOSE 8080 8081

# The image has no curl; bash speaks enough HTTP. FROND_PORT follows server.listen where that is moved.
ENV FROND_PORT=8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$FROND_PORT && printf 'GET /livez HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r -t 2 status <&3 && [[ $status == 'HTTP/1.1 200 '* ]]"]

# The launcher's flags; the heap follows the container instead. More go into JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", \
  "--sun-misc-unsafe-memory-access=allow", "-XX:+UseCompactObjectHeaders", "-XX:-UsePerfData", \
  "-Dio.netty.jfr.enabled=false", "-Dfrond.home=/opt/frond", \
  "-jar", "/opt/frond/frond.jar"]
CMD ["serve"]
