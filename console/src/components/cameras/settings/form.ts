import { computed, inject, type InjectionKey, ref, shallowRef } from 'vue';
import { type Draft, draftOf, newDraft, settingsOf } from '@/cameras/draft';
import { type Field, type Problem, problemsOf, serverProblems } from '@/cameras/problems';
import type { CameraDesk } from '@/commands/cameraDesk';
import { useCommand } from '@/commands/useCommand';

/** The settings dialog's state: what is typed, what is wrong with it, what the server said. */
export function settingsForm(desk: CameraDesk, cameraId: string) {
  const draft = ref<Draft>();
  const readOnly = ref(false);
  const tried = ref(false);
  const told = shallowRef<Problem[]>([]);
  /** What the source showed when it was tested last, JPEG. */
  const probed = shallowRef<Uint8Array>();
  const loading = useCommand();
  const saving = useCommand();
  /** What the center has; undefined for a new camera. */
  const kept = shallowRef<Draft>();
  let clean = '';

  const problems = computed(() => {
    const own = tried.value && draft.value ? problemsOf(draft.value) : [];
    return [...own, ...told.value];
  });

  async function load() {
    told.value = [];
    tried.value = false;
    saving.forget();
    if (cameraId === '') {
      begin(newDraft());
      return;
    }
    await loading.run(`settings/${cameraId}`, async () => {
      const settings = await desk.settings(cameraId);
      readOnly.value = !settings.registered;
      kept.value = draftOf(settings);
      begin(draftOf(settings));
    });
  }

  function begin(fresh: Draft) {
    draft.value = fresh;
    clean = fingerprint(fresh);
  }

  /** True when the server has kept it. */
  async function save(): Promise<boolean> {
    tried.value = true;
    told.value = [];
    const wanted = draft.value!;
    if (problemsOf(wanted).length > 0) {
      return false;
    }
    const done = await saving.run(`settings/${fingerprint(wanted)}`, async (key) => {
      await desk.save(settingsOf(wanted), key);
    });
    const fault = saving.fault.value;
    if (fault?.kind === 'refused') {
      const taken = fault.code === 'AlreadyExists';
      const violations = taken ? [{ field: 'id', text: fault.message }] : fault.violations;
      told.value = serverProblems(violations ?? []);
    }
    return done;
  }

  return {
    cameraId,
    draft,
    kept,
    readOnly,
    probed,
    problems,
    problemsAt: (fields: readonly Field[]) =>
      problems.value.filter(({ field }) => fields.includes(field)),
    isChanged: () => draft.value !== undefined && fingerprint(draft.value) !== clean,
    load,
    save,
    loadFault: loading.fault,
    saveFault: saving.fault,
    busy: saving.busy,
  };
}

/** Tells one draft from another, pictures by their length and some of their bytes. */
function fingerprint(draft: Draft): string {
  return JSON.stringify(draft, (_, value: unknown) => {
    if (value instanceof Uint8Array) {
      return `${value.length}:${value.slice(-64).join(',')}`;
    }
    return typeof value === 'bigint' ? String(value) : value;
  });
}

export type SettingsForm = ReturnType<typeof settingsForm>;
export const SETTINGS_FORM: InjectionKey<SettingsForm> = Symbol('settings form');

/** The form, and its draft: fields are shown only when there is one. */
export function useSettingsForm() {
  const form = inject(SETTINGS_FORM)!;
  return { ...form, draft: computed(() => form.draft.value!) };
}
