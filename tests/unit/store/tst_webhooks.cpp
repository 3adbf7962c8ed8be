// SPDX-License-Identifier: GPL-3.0-or-later
// Tests of webhooks in the store: what they are told and in which order, when it is tried again, who of several engines does it.
#include "tests/unit/store/store_fixture.h"

using namespace assay;
using namespace assay::core;
using namespace assay::core::test;
using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds kHold = std::chrono::minutes(1);

AuditEntry audit(AuditAction action)
{
    return {.time = {}, .actor = std::nullopt, .action = action, .session = std::nullopt, .object = u"x"_s};
}

WebhookId addWebhook(Store &store, QList<EventType> types = {EventType::SubmissionCreated, EventType::JudgementDone})
{
    const Webhook webhook{.id = WebhookId::make(),
                          .url = u"https://example.org/in"_s,
                          .types = std::move(types),
                          .created = Timestamp{Milliseconds{5}},
                          .lastSeq = 0};
    expect(store.addWebhook(webhook, u"whsec_AA=="_s, audit(AuditAction::WebhookAdded)));
    return webhook.id;
}

/// A webhook of a store whose clock is the fixture's.
struct Hooked : StoreFixture {
    std::unique_ptr<Store> store = open();
    WebhookId id = addWebhook(*store);

    [[nodiscard]] std::optional<DueDelivery> take(Milliseconds later = {}) const
    {
        return expect(store->takeDelivery(id, clock.time + later, kHold));
    }
    void end(const DueDelivery &due, const QString &error = {}, int status = 200) const
    {
        expect(store->endAttempt(due.delivery.id, {.status = status, .error = error}));
    }
};

} // namespace

class TestWebhooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void added_isToldOfWhatComesThen();
    void delivered_oneAfterTheOther();
    void failed_holdsUpWhatIsBehind();
    void failed_tooOften_isGivenUp();
    void gone_isGivenUpAtOnce();
    void redelivered_comesBeforeAllOthers();
    void forgotten_whatHasEnded();
    void removed_leavesNothing();
    void secret_isInNoList();
    void taken_byOneEngineAtATime();
    void restarted_goesOnWhereItWas();
};

void TestWebhooks::added_isToldOfWhatComesThen()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    (void)add(*store);
    const WebhookId id = addWebhook(*store);
    QVERIFY(!expect(store->takeDelivery(id, fixture.clock.time, kHold)));
    (void)add(*store);
    const auto due = expect(store->takeDelivery(id, fixture.clock.time, kHold));
    QVERIFY(due.has_value());
    QCOMPARE(due->delivery.type, EventType::SubmissionCreated);
    QCOMPARE(due->delivery.seq, 3); // two events of each submission
    QCOMPARE(due->url, u"https://example.org/in"_s);
    QCOMPARE(due->secret, u"whsec_AA=="_s);
    QCOMPARE(expect(store->audit(1)).first().action, AuditAction::WebhookAdded);
}

void TestWebhooks::delivered_oneAfterTheOther()
{
    Hooked hooked;
    for (int i = 0; i < 600; ++i) // more than are looked at in one go
        (void)add(*hooked.store, Purpose::Run);
    QList<std::int64_t> seqs;
    while (const auto due = hooked.take()) {
        seqs.append(due->delivery.seq);
        hooked.end(*due);
    }
    QCOMPARE(seqs.size(), 600);
    QVERIFY(std::ranges::is_sorted(seqs));
    for (const WebhookDelivery &delivery : expect(hooked.store->deliveries(hooked.id, 1000))) {
        QCOMPARE(delivery.state, DeliveryState::Delivered);
        QVERIFY(delivery.ended.has_value());
    }
}

void TestWebhooks::failed_holdsUpWhatIsBehind()
{
    Hooked hooked;
    (void)add(*hooked.store);
    (void)add(*hooked.store);
    const auto first = hooked.take();
    hooked.end(*first, u"the answer was 500"_s, 500);
    if (hooked.database.isEmpty()) { // else its server's clock counts
        QVERIFY(!hooked.take());
        QVERIFY(!hooked.take(Milliseconds{4999}));
        const auto again = hooked.take(Milliseconds{5000});
        QCOMPARE(again->delivery.id, first->delivery.id);
        QCOMPARE(again->delivery.attempts, 1);
        QCOMPARE(again->delivery.status, 500);
        QCOMPARE(again->delivery.error, u"the answer was 500"_s);
        hooked.end(*again);
        QCOMPARE(hooked.take()->delivery.seq, first->delivery.seq + 2);
    } else {
        QVERIFY(!hooked.take());
    }
}

void TestWebhooks::failed_tooOften_isGivenUp()
{
    Hooked hooked;
    if (!hooked.database.isEmpty())
        QSKIP("a shared database's own clock counts: nobody waits three days");
    EventLog log(hooked.bus);
    (void)add(*hooked.store);
    int attempts = 0;
    while (const auto due = hooked.take()) {
        hooked.end(*due, u"no"_s, 0);
        hooked.clock.time += std::chrono::hours(25);
        ++attempts;
    }
    QCOMPARE(attempts, 10);
    const WebhookDelivery dead = expect(hooked.store->deliveries(hooked.id, 1)).first();
    QCOMPARE(dead.state, DeliveryState::Dead);
    QCOMPARE(log.events.last().type, EventType::WebhookFailed);
    QVERIFY(std::get<WebhookDelivery>(log.events.last().data) == dead);
    (void)add(*hooked.store); // it does not hold up for ever what comes behind
    QVERIFY(hooked.take().has_value());
}

void TestWebhooks::gone_isGivenUpAtOnce()
{
    Hooked hooked;
    (void)add(*hooked.store);
    expect(hooked.store->endAttempt(hooked.take()->delivery.id,
                                    {.status = 410, .error = u"gone"_s, .mayTryAgain = false}));
    QCOMPARE(expect(hooked.store->deliveries(hooked.id, 1)).first().state, DeliveryState::Dead);
}

void TestWebhooks::redelivered_comesBeforeAllOthers()
{
    Hooked hooked;
    for (int i = 0; i < 3; ++i)
        (void)add(*hooked.store);
    const auto first = hooked.take();
    QCOMPARE(errorOf(hooked.store->redeliver(hooked.id, first->delivery.id)), Errc::InvalidArgument); // it is pending
    hooked.end(*first);
    const auto second = hooked.take();
    hooked.end(*second);
    expect(hooked.store->redeliver(hooked.id, first->delivery.id));
    const auto again = hooked.take();
    QCOMPARE(again->delivery.id, first->delivery.id); // its receiver knows it by that
    hooked.end(*again);
    QVERIFY(hooked.take()->delivery.seq > second->delivery.seq);
    QCOMPARE(errorOf(hooked.store->redeliver(WebhookId::make(), first->delivery.id)), Errc::NotFound);
    QCOMPARE(errorOf(hooked.store->redeliver(hooked.id, DeliveryId::make())), Errc::NotFound);
}

void TestWebhooks::forgotten_whatHasEnded()
{
    Hooked hooked;
    (void)add(*hooked.store);
    (void)add(*hooked.store);
    hooked.end(*hooked.take());
    const Timestamp later = SystemClock().now() + std::chrono::days(400);
    QVERIFY(hooked.take().has_value()); // pending
    QCOMPARE(expect(hooked.store->forgetDeliveries(later)), 1);
    QCOMPARE(expect(hooked.store->deliveries(hooked.id, 10)).size(), 1);
}

void TestWebhooks::removed_leavesNothing()
{
    Hooked hooked;
    (void)add(*hooked.store);
    const auto due = hooked.take();
    expect(hooked.store->removeWebhook(hooked.id, audit(AuditAction::WebhookRemoved)));
    QVERIFY(expect(hooked.store->webhooks()).isEmpty());
    QCOMPARE(errorOf(hooked.store->deliveries(hooked.id, 1)), Errc::NotFound);
    QCOMPARE(errorOf(hooked.store->takeDelivery(hooked.id, hooked.clock.time, kHold)), Errc::NotFound);
    QCOMPARE(errorOf(hooked.store->endAttempt(due->delivery.id, {})), Errc::NotFound);
    QCOMPARE(errorOf(hooked.store->removeWebhook(hooked.id, audit(AuditAction::WebhookRemoved))), Errc::NotFound);
    QCOMPARE(expect(hooked.store->audit(1)).first().action, AuditAction::WebhookRemoved);
}

void TestWebhooks::secret_isInNoList()
{
    Hooked hooked;
    const Webhook listed = expect(hooked.store->webhooks()).first();
    QCOMPARE(listed.types, (QList{EventType::SubmissionCreated, EventType::JudgementDone}));
    QVERIFY(!listed.url.contains(u"whsec"));
}

void TestWebhooks::taken_byOneEngineAtATime()
{
    Hooked hooked;
    if (hooked.database.isEmpty())
        QSKIP("one engine alone has a database file");
    QTemporaryDir folder;
    const auto other = expect(Store::open(
        {.folder = folder.path().toStdString(), .database = hooked.database, .queueRules = QueueRules::unbounded()},
        hooked.bus, hooked.clock));
    (void)add(*hooked.store);
    const auto due = hooked.take();
    QVERIFY(due.has_value());
    QVERIFY(!expect(other->takeDelivery(hooked.id, hooked.clock.time, kHold)));
    QVERIFY(hooked.take().has_value()); // its own it has
    hooked.end(*due);
    (void)add(*hooked.store);
    QVERIFY(expect(other->takeDelivery(hooked.id, hooked.clock.time, kHold)).has_value());
    QVERIFY(!hooked.take());
}

void TestWebhooks::restarted_goesOnWhereItWas()
{
    Hooked hooked;
    (void)add(*hooked.store);
    (void)add(*hooked.store);
    const auto first = hooked.take(); // under way when the engine ends
    hooked.store.reset();
    hooked.store = hooked.open();
    const auto again = hooked.take();
    QCOMPARE(again->delivery.id, first->delivery.id);
    hooked.end(*again);
    QVERIFY(hooked.take()->delivery.seq > first->delivery.seq);
}

QTEST_GUILESS_MAIN(TestWebhooks)
#include "tst_webhooks.moc"
