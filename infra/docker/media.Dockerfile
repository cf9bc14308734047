# The media service. Build from the repository: docker build -f infra/docker/media.Dockerfile -t seatline/media .
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm install --omit=dev --ignore-scripts --no-fund --no-audit -w apps/media -w packages/core -w packages/sip -w packages/sealing

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/apps/media ./apps/media
COPY --from=build /app/packages/core ./packages/core
COPY --from=build /app/packages/sip ./packages/sip
COPY --from=build /app/packages/sealing ./packages/sealing
COPY infra/docker/drain-media.mjs ./infra/docker/
USER 10001:10001
EXPOSE 5062 5064 5063/udp
CMD ["node", "apps/media/src/main.ts"]
