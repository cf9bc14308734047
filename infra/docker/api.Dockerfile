# The API and its worker (another command of the same image). Build from the repository: docker build -f infra/docker/api.Dockerfile -t seatline/api .
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
# npm ci refuses a lock file without the optional packages of other platforms; npm install takes the same versions from it.
RUN npm install --no-fund --no-audit && npm run generate && npm run build -w apps/portal
RUN rm -rf node_modules && npm install --omit=dev --ignore-scripts --no-fund --no-audit -w apps/api -w packages/core -w packages/billing -w packages/sip -w packages/phone -w packages/sealing

FROM node:24-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
# Prompts are made from text and from uploaded files here.
RUN apt-get update && apt-get install -y --no-install-recommends espeak-ng ffmpeg sox && rm -rf /var/lib/apt/lists/*
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/apps/api ./apps/api
COPY --from=build /app/apps/portal/dist ./apps/portal/dist
COPY --from=build /app/packages/core ./packages/core
COPY --from=build /app/packages/billing ./packages/billing
COPY --from=build /app/packages/sip ./packages/sip
COPY --from=build /app/packages/phone ./packages/phone
COPY --from=build /app/packages/sealing ./packages/sealing
USER 10001:10001
EXPOSE 8080
CMD ["node", "apps/api/src/main.ts"]
