/** Korean of the shell: by message id, with the English above each. */
import { str } from '@lit/localize';

export const shell = {
  // shared
  s080a026ee7d87df4: '공유된 사진',
  // A new version of Ocelli is ready.
  saf13dccd459d625a: 'Ocelli의 새 버전이 준비되었습니다.',
  // Reload
  sd5b6130b4937488c: '새로 고침',
  // About and attribution
  s65244b0bfbcbefaa: '정보 및 출처',
  // Ocelli describes photographs and finds them by words. The model runs in this tab: your photographs are not sent anywhere.
  s0a277bd16b641f9d:
    'Ocelli는 사진을 설명하고, 글로 사진을 찾아 줍니다. 모델은 이 탭 안에서 실행되며, 사진은 어디로도 전송되지 않습니다.',
  // It runs on {0}
  s8f0dd2929d130709: str`실행 장치: ${0}`,
  // Views
  s900aa761e7ae5c71: '보기',
  // Notice
  s9117fb5195e75151: '알림',
  // Dismiss
  s12d6dde9b30c3093: '닫기',
  // adapter without a name
  s6ca0ba57803e9c8a: '이름 없는 어댑터',
  // WASM, 1 thread
  s5e27888914e7f1d8: 'WASM, 스레드 1개',
  // WASM, {0} threads
  s16570a14495bf824: str`WASM, 스레드 ${0}개`,
  // Language
  sefcf950b3cc4fc3b: '언어 (Language)',
  // Fetching the model
  saa243f304976046b: '모델 가져오는 중',
  // Checking the model
  sa7d0149fbd2dccaf: '모델 확인 중',
  // Preparing the model
  s961c0ed132603c89: '모델 준비 중',
  // Warming up
  s984b70c24c4a2f5d: '예열 중',
  // The model could not be loaded.
  s1aef6f54c3e5cfe3: '모델을 불러오지 못했습니다.',
  // Loading the model
  s07d99926780c3db1: '모델 불러오는 중',
  // step {0} of {1}
  s366867547f5742fc: str`${1}단계 중 ${0}단계`,
  // This part of the page could not be loaded.
  se1462d59eaa1a055: '페이지의 이 부분을 불러오지 못했습니다.',
};
