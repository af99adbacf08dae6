# One file for every container of the system:
#   docker build --build-arg SERVICE=gateway .             a service (gateway, finance, orchestration, …)
#   docker build --target prepare .                        the one-shot that makes roles, schemas and streams
# The build stage is the same for all and is built once.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-slim AS build
WORKDIR /app
ENV NX_DAEMON=false NX_TUI=false
COPY . .
# Scripts are not run: they only fetch programs (Node, PostgreSQL) that containers bring otherwise.
RUN --mount=type=cache,target=/root/.npm npm install --no-save --ignore-scripts --no-audit --no-fund
RUN node_modules/.bin/nx run-many -t build --outputStyle=static
# What runs needs no sources, specs or packages of the build.
RUN rm -rf node_modules && find libs services infra \( -name src -o -name '*.map' -o -name tsconfig.json \) -prune -exec rm -rf {} +

FROM build AS service-files
ARG SERVICE
RUN test -f services/${SERVICE}/dist/main.js
RUN --mount=type=cache,target=/root/.npm npm install --no-save --ignore-scripts --omit=dev --no-audit --no-fund \
      --workspace services/${SERVICE}
RUN sh infra/compose/slim.sh
# The door has the console's files beside it; other services have an empty folder there.
RUN mkdir -p /console && if [ "${SERVICE}" = gateway ]; then cp -r services/console/dist /console/dist; fi

FROM build AS prepare-files
# Without optional packages: these are PostgreSQL's programs, which the database's own container has.
RUN --mount=type=cache,target=/root/.npm npm install --no-save --ignore-scripts --omit=dev --omit=optional --no-audit --no-fund \
      --workspace infra/local --workspace services/gateway --workspace services/finance \
      --workspace services/orchestration --workspace services/governance --workspace services/audit
RUN sh infra/compose/slim.sh

FROM node:${NODE_VERSION}-slim AS runtime
WORKDIR /app
ENV NODE_ENV=production
USER node

FROM runtime AS prepare
COPY --from=prepare-files /app/package.json /app/nx.json ./
COPY --from=prepare-files /app/node_modules node_modules
COPY --from=prepare-files /app/libs libs
COPY --from=prepare-files /app/services services
COPY --from=prepare-files /app/infra/local infra/local
CMD ["node", "infra/local/dist/prepare/main.js"]

FROM runtime AS service
ARG SERVICE
COPY --from=service-files /app/package.json ./
COPY --from=service-files /app/node_modules node_modules
COPY --from=service-files /app/libs libs
COPY --from=service-files /app/services/${SERVICE} services/${SERVICE}
COPY --from=service-files /console services/console
ENV VW_SERVICE=${SERVICE} VW_BIND=0.0.0.0 VW_SERVICE_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.VW_SERVICE_PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The shell is replaced, so that signals reach the service.
CMD ["sh", "-c", "exec node services/$VW_SERVICE/dist/main.js"]
