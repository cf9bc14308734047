# The portal's static files. Build from the repository: docker build -f infra/docker/portal.Dockerfile -t seatline/portal .
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm install --no-fund --no-audit && npm run generate && npm run build -w apps/portal

FROM nginx:1.28-alpine-slim
COPY --from=build /app/apps/portal/dist /usr/share/seatline/portal
COPY infra/k8s/base/portal/nginx.conf /etc/nginx/nginx.conf
USER 10001:10001
EXPOSE 8080
CMD ["nginx", "-g", "daemon off;"]
