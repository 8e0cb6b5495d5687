/** What <ocelli-vlm> says, in the languages it knows. */

/** The element's own sentences. */
export interface Words {
  load: (size: string) => string;
  caption: string;
  answer: string;
  loading: string;
  working: string;
  /** Before what went wrong, which is in English. */
  failed: string;
  again: string;
  runsHere: string;
  picture: string;
}

const english: Words = {
  load: (size) => `Load the model (${size})`,
  caption: 'Describe this picture',
  answer: 'Answer',
  loading: 'Loading the model…',
  working: 'Looking at the picture…',
  failed: 'It did not work.',
  again: 'Try again',
  runsHere: 'The model runs in this page. The picture is not sent anywhere.',
  picture: 'Picture to be described',
};

const korean: Words = {
  load: (size) => `모델 불러오기 (${size})`,
  caption: '이 사진 설명하기',
  answer: '답변 보기',
  loading: '모델을 불러오는 중입니다…',
  working: '사진을 살펴보는 중입니다…',
  failed: '실패했습니다.',
  again: '다시 시도',
  runsHere: '모델은 이 페이지 안에서 실행되며, 사진은 어디로도 전송되지 않습니다.',
  picture: '설명할 사진',
};

/** The words of a language tag; English for those not known. */
export function wordsOf(language: string): Words {
  return /^ko\b/i.test(language) ? korean : english;
}

/** A download's size, in the decimal units of the language: 24438528 -> "24 MB". */
export function sizeIn(language: string, bytes: number): string {
  const locale = /^ko\b/i.test(language) ? 'ko' : 'en';
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'megabyte',
    maximumFractionDigits: bytes < 1e7 ? 1 : 0,
  }).format(bytes / 1e6);
}
