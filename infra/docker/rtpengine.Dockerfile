# rtpengine as Debian packages it; its start script is mounted from infra/rtpengine. docker build -f infra/docker/rtpengine.Dockerfile -t seatline/rtpengine .
FROM debian:12-slim
RUN apt-get update && apt-get install -y --no-install-recommends rtpengine-daemon && rm -rf /var/lib/apt/lists/*
COPY --chmod=0755 infra/docker/ng-ping infra/docker/wait-for-calls /usr/local/bin/
USER 10001:10001
CMD ["/etc/seatline/rtpengine/start"]
