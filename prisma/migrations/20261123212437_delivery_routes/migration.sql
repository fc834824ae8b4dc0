-- CreateIndex
CREATE INDEX "deliveries_webhook_id_route_id_id_idx" ON "deliveries"("webhook_id", "route_id", "id");
