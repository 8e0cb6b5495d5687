// Hands Mesa's lavapipe to Chromium's WebGPU in the place of SwiftShader. Loaded with LD_PRELOAD by the browser tests.
//
// Chromium accepts a CPU adapter for WebGPU only when it carries SwiftShader's vendor and device id. So: when the
// browser binary itself opens libvk_swiftshader.so, it gets this library, which forwards every Vulkan entry point to
// lavapipe and changes nothing but those two ids. ANGLE's own SwiftShader (opened by another library) is left alone.
// Build: gcc -O2 -shared -fPIC -o shim.so shim.c -ldl      Environment: OCELLI_LAVAPIPE_LIBRARY=/path/libvulkan_lvp.so
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

enum { SWIFTSHADER_VENDOR = 0x1AE0, SWIFTSHADER_DEVICE = 0xC0DE, ICD_INTERFACE_VERSION = 5 };

typedef void (*VulkanFunction)(void);
typedef VulkanFunction (*GetInstanceProcAddr)(void *instance, const char *name);
typedef void (*GetProperties)(void *physicalDevice, void *properties);
typedef void *(*DlOpen)(const char *file, int mode);

// The head of VkPhysicalDeviceProperties, and VkPhysicalDeviceProperties2 around it.
typedef struct { uint32_t apiVersion, driverVersion, vendorId, deviceId; } Properties;
typedef struct { uint32_t type; void *next; Properties properties; } Properties2;

static DlOpen realDlopen(void) {
  static DlOpen found;
  if (!found) found = (DlOpen)dlsym(RTLD_NEXT, "dlopen");
  return found;
}

static void *lavapipe(void) {
  static void *library;
  if (library) return library;
  const char *path = getenv("OCELLI_LAVAPIPE_LIBRARY");
  if (path) library = realDlopen()(path, RTLD_NOW | RTLD_LOCAL);
  if (!library) fprintf(stderr, "lavapipe shim: %s\n", path ? dlerror() : "OCELLI_LAVAPIPE_LIBRARY is not set");
  return library;
}

static GetInstanceProcAddr lavapipeProcAddr(void) {
  static GetInstanceProcAddr found;
  if (found || !lavapipe()) return found;
  uint32_t version = ICD_INTERFACE_VERSION;
  int (*negotiate)(uint32_t *) = (int (*)(uint32_t *))dlsym(lavapipe(), "vk_icdNegotiateLoaderICDInterfaceVersion");
  if (negotiate) negotiate(&version);
  found = (GetInstanceProcAddr)dlsym(lavapipe(), "vk_icdGetInstanceProcAddr");
  return found;
}

static void wearSwiftShaderIds(Properties *properties) {
  properties->vendorId = SWIFTSHADER_VENDOR;
  properties->deviceId = SWIFTSHADER_DEVICE;
}

static GetProperties realProperties, realProperties2, realProperties2Khr;

static void getProperties(void *device, void *out) {
  realProperties(device, out);
  wearSwiftShaderIds(out);
}
static void getProperties2(void *device, void *out) {
  realProperties2(device, out);
  wearSwiftShaderIds(&((Properties2 *)out)->properties);
}
static void getProperties2Khr(void *device, void *out) {
  realProperties2Khr(device, out);
  wearSwiftShaderIds(&((Properties2 *)out)->properties);
}

// A driver has no layers; the question normally ends at the Vulkan loader, which is not in play here.
static int noLayers(uint32_t *count, void *layers) {
  (void)layers;
  *count = 0;
  return 0;
}

// The one symbol a caller looks up on the library it opened.
EXPORT VulkanFunction vkGetInstanceProcAddr(void *instance, const char *name) {
  if (!lavapipeProcAddr()) return NULL;
  if (!strcmp(name, "vkGetInstanceProcAddr")) return (VulkanFunction)vkGetInstanceProcAddr;
  VulkanFunction real = lavapipeProcAddr()(instance, name);
  if (!real) return strcmp(name, "vkEnumerateInstanceLayerProperties") ? NULL : (VulkanFunction)noLayers;
  if (!strcmp(name, "vkGetPhysicalDeviceProperties")) {
    realProperties = (GetProperties)real;
    return (VulkanFunction)getProperties;
  }
  if (!strcmp(name, "vkGetPhysicalDeviceProperties2")) {
    realProperties2 = (GetProperties)real;
    return (VulkanFunction)getProperties2;
  }
  if (!strcmp(name, "vkGetPhysicalDeviceProperties2KHR")) {
    realProperties2Khr = (GetProperties)real;
    return (VulkanFunction)getProperties2Khr;
  }
  return real;
}

static const char *baseName(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

// Whether the code at this address belongs to the browser's binary and not to one of its shared libraries.
static int isMainBinary(void *address) {
  Dl_info caller;
  return dladdr(address, &caller) && caller.dli_fname && strncmp(baseName(caller.dli_fname), "lib", 3) != 0;
}

EXPORT void *dlopen(const char *file, int mode) {
  if (file && !strcmp(baseName(file), "libvk_swiftshader.so") && isMainBinary(__builtin_return_address(0)) && lavapipe()) {
    Dl_info self;
    if (dladdr((void *)vkGetInstanceProcAddr, &self)) return realDlopen()(self.dli_fname, RTLD_NOW | RTLD_LOCAL);
  }
  return realDlopen()(file, mode);
}
