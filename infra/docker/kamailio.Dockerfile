# Kamailio as Debian packages it; its configuration is mounted from infra/kamailio. docker build -f infra/docker/kamailio.Dockerfile -t seatline/kamailio .
FROM debian:12-slim
RUN apt-get update \
  && apt-get install -y --no-install-recommends kamailio kamailio-extra-modules kamailio-json-modules kamailio-utils-modules \
    kamailio-websocket-modules kamailio-autheph-modules \
  && rm -rf /var/lib/apt/lists/*
USER 10001:10001
CMD ["/etc/seatline/kamailio/start"]
