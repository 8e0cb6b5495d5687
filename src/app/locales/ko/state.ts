/** Korean of announcements, errors and figures: by message id, with the English above each. */
import { str } from '@lit/localize';

export const state = {
  // {0} ms
  s21981037a32f282b: str`${0}ms`,
  // {0} s
  s984a3118d85b20e0: str`${0}초`,
  // {0} B
  s984a2218d85b0763: str`${0}B`,
  // {0} kB
  s21841f37a31e989e: str`${0}kB`,
  // {0} MB
  s212b3f37a2d2a628: str`${0}MB`,
  // {0} GB
  s21094737a2b5cd5a: str`${0}GB`,
  // 1 photograph
  s9c5e3e13499c8c0c: '사진 1장',
  // {0} photographs
  s370e1421b5875254: str`사진 ${0}장`,
  // {0} min
  s44add38a493e53a5: str`${0}분`,
  // {0} h {1} min
  s672809d8ddbb4f27: str`${0}시간 ${1}분`,
  // The model is ready.
  s3068e94a7c3f2d0e: '모델이 준비되었습니다.',
  // The model could not be loaded. {0}
  s7ecb2613c68e10a5: str`모델을 불러오지 못했습니다. ${0}`,
  // Adding {0}.
  se35a5814e13857a8: str`${0} 추가 중입니다.`,
  // The photographs could not be stored: {0}
  sc228147669c73a23: str`사진을 저장하지 못했습니다: ${0}`,
  // Adding photographs stopped: {0}
  saa95830ea2b5db88: str`사진 추가가 중단되었습니다: ${0}`,
  // {0} in the library already: not added again.
  sab9451b97ac2df49: str`이미 라이브러리에 있어 다시 추가하지 않았습니다: ${0}.`,
  // {0} has no caption. {1}
  sf0778995c7dc2f46: str`${0}의 캡션을 쓰지 못했습니다. ${1}`,
  // This browser keeps no photographs for this page: {0}
  s577dec5bd0472ed5: str`이 브라우저는 이 페이지의 사진을 보관하지 못합니다: ${0}`,
  // Removed {0}.
  sd440a45f2909aa19: str`${0} 삭제했습니다.`,
  // {0} brought back.
  sd95b1a6058042d77: str`${0} 되돌렸습니다.`,
  // photographs like {0}
  s84ae23b61cdf0b3f: str`${0}와(과) 비슷한 사진`,
  // Search cleared.
  s49c427dbdc614371: '검색을 지웠습니다.',
  // The search failed. {0}
  s4def662ec3e4dfbf: str`검색하지 못했습니다. ${0}`,
  // Search done. Nothing was found.
  s00785491906ef05f: '검색을 마쳤습니다. 찾은 사진이 없습니다.',
  // Search done. No good match; the nearest is {0}.
  s82735786e7d21a12: str`검색을 마쳤습니다. 잘 맞는 사진이 없으며, 가장 가까운 사진은 ${0}입니다.`,
  // Search done. The best is {0}.
  s1847d41d6c401ed6: str`검색을 마쳤습니다. 가장 잘 맞는 사진은 ${0}입니다.`,
  // Sorted into {0} labels.
  s5a6dab422eaa85f3: str`라벨 ${0}개로 분류했습니다.`,
  // The photographs could not be sorted: {0}
  s2381f1c1f309cd55: str`사진을 분류하지 못했습니다: ${0}`,
};
