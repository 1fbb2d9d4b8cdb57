-- MySQL takes letters of either case as equal unless told otherwise, but http_proxy and HTTP_PROXY are two variables,
-- and idempotency keys that differ in case are two keys. H2 tells them apart anyway and accepts these lines.

ALTER TABLE app_variables CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

ALTER TABLE deployments CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
