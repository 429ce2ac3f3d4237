import { type Alert, type Evidence, Evidence_Kind } from '@/gen/cityward/v1/alerts_pb';

export function snapshotOf(alert: Alert): Evidence | undefined {
  return newest(alert, Evidence_Kind.SNAPSHOT);
}

export function clipOf(alert: Alert): Evidence | undefined {
  return newest(alert, Evidence_Kind.CLIP);
}

/** Where a clip is as every browser plays it; one of H.265 is transcoded once, when first asked. */
export function playable(clip: Evidence): string {
  return `${clip.path}?codec=h264`;
}

/** Only paths of our own server are shown, whatever a record says. */
function newest(alert: Alert, kind: Evidence_Kind): Evidence | undefined {
  return alert.evidence.findLast((e) => e.kind === kind && /^\/(?!\/)/.test(e.path));
}
