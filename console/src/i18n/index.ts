import { createI18n } from 'vue-i18n';
import { en } from './en';
import { zh } from './zh';

export type Language = 'en' | 'zh';
export const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };

const STORED = 'cityward.language';

/** What was chosen last, else what the browser prefers, else English. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  const wanted = [stored ?? '', ...browser].map((tag) => tag.toLowerCase().split('-')[0]);
  return (wanted.find((tag) => tag === 'en' || tag === 'zh') as Language | undefined) ?? 'en';
}

export const i18n = createI18n({
  legacy: false,
  locale: preferredLanguage(localStorage.getItem(STORED), navigator.languages),
  fallbackLocale: 'en',
  messages: { en, zh },
});

export function speak(language: Language): void {
  i18n.global.locale.value = language;
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

document.documentElement.lang = i18n.global.locale.value === 'zh' ? 'zh-CN' : 'en';
