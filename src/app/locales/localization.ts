/** The languages of the page. English is in its code; the others are fetched when asked for. */
import { configureLocalization, type LocaleModule } from '@lit/localize';

/** The languages by their BCP 47 tag, each named in itself. */
export const languages = { en: 'English', ko: '한국어' } as const;

export type Language = keyof typeof languages;

const translations: Record<Exclude<Language, 'en'>, () => Promise<LocaleModule>> = {
  ko: () => import('./ko.ts'),
};

const localization = configureLocalization({
  sourceLocale: 'en',
  targetLocales: Object.keys(translations),
  loadLocale: (locale) => translations[locale as keyof typeof translations](),
});

/** The language that is shown. */
export function getLocale(): Language {
  return localization.getLocale() as Language;
}

/** Shows the page in a language, once its words are there; rejects when they can't be fetched. */
export async function setLocale(language: Language): Promise<void> {
  await localization.setLocale(language);
  document.documentElement.lang = getLocale();
}

/** The first of a person's languages that the page has; `en-GB` and `ko-KR` count as `en` and `ko`. */
export function firstKnown(wanted: readonly string[]): Language {
  const bases = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  return bases.find(isLanguage) ?? 'en';
}

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag);
}
